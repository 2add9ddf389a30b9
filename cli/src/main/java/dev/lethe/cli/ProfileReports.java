package dev.lethe.cli;

import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.report.Check;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.PartFacts;
import dev.lethe.report.PartRelease;
import dev.lethe.report.ReleasedValue;
import dev.lethe.report.ReportVerifier;
import dev.lethe.report.SignedReport;
import dev.lethe.report.Verification;
import dev.lethe.report.VerifyOptions;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.ProfileException;
import dev.lethe.spec.ProfileOrigin;
import dev.lethe.spec.ProfileReader;
import dev.lethe.spec.ProfiledFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads profiles that this home trusts: the report verifies, its signatures are by an enrolled key,
 * and it is of a run that trained nothing.
 */
final class ProfileReports implements ProfileReader {
  private final LetheHome home;
  private Optional<UsedProfile> used = Optional.empty();

  ProfileReports(LetheHome home) {
    this.home = home;
  }

  /** The profile that was read, if one was. */
  Optional<UsedProfile> used() {
    return used;
  }

  @Override
  public ProfiledFeatures read(Path file) {
    byte[] bytes = bytes(file);
    SignedReport report = verified(file, bytes);
    EpsilonStatement statement = report.statement();
    if (statement.model().isPresent()) {
      throw new ProfileException(
          file + " is the report of a training run, not of a profile",
          "name the report.dsse.json that lethe profile left");
    }
    Map<String, LearnedBounds.Range> bounds = new LinkedHashMap<>();
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    for (PartFacts part : statement.parts()) {
      for (ReleasedValue value : part.values()) {
        if (value.kind().equals(ReleasedValue.BOUNDS)) {
          bounds.put(
              value.name(),
              new LearnedBounds.Range(value.numbers().get(0), value.numbers().get(1)));
        } else if (value.kind().equals(ReleasedValue.VOCABULARY)) {
          vocabularies.put(value.name(), value.texts());
        }
      }
    }
    ProfileOrigin origin = new ProfileOrigin(statement.issuance().runId(), report.sha256());
    used =
        Optional.of(
            new UsedProfile(
                origin,
                statement.parts().stream()
                    .map(part -> new PartRelease(part.name(), part.released(), part.values()))
                    .toList()));
    return new ProfiledFeatures(
        statement.data().datasetId(),
        statement.unit().unit(),
        relation(file, statement.unit().relation()),
        origin,
        bounds,
        vocabularies);
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProfileException(
          "there is no profile " + file, "make one with lethe profile, or correct the path");
    }
    try {
      return DurableFiles.readBounded(file, SignedReport.MAX_BYTES);
    } catch (IOException e) {
      throw new ProfileException(
          file + " cannot be read: " + e.getMessage(), "name the report of a profile");
    }
  }

  private SignedReport verified(Path file, byte[] bytes) {
    try {
      Verification verification =
          ReportVerifier.verify(bytes, VerifyOptions.trusting(TrustStore.load(home.trust())));
      if (!verification.passed()) {
        String why =
            verification.checks().stream()
                .filter(check -> check.status() == Check.Status.FAILED)
                .map(check -> check.name() + ": " + check.reason())
                .findFirst()
                .orElse("its signer is not trusted here");
        throw new ProfileException(
            file + " does not verify (" + why + ")",
            "see lethe verify " + file + "; make the profile again if it cannot be mended");
      }
      return SignedReport.parse(bytes);
    } catch (dev.lethe.report.MalformedReportException e) {
      throw new ProfileException(
          file + " is no report: " + e.getMessage(), "name the report of a profile");
    } catch (IOException e) {
      throw new ProfileException(
          "the keys trusted here cannot be read: " + e.getMessage(), "check LETHE_HOME");
    }
  }

  private static NeighbouringRelation relation(Path file, String tag) {
    return Arrays.stream(NeighbouringRelation.values())
        .filter(relation -> relation.tag().equals(tag))
        .findFirst()
        .orElseThrow(
            () ->
                new ProfileException(
                    file + " is under a relation that is not known here: " + tag,
                    "use a newer lethe"));
  }
}
