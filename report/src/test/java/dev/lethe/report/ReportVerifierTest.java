package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.crypto.keys.TrustStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportVerifierTest {
  static RealReport real;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
  }

  @Test
  void genuineReportPassesEveryCheckThatCanBeMade() {
    Verification found =
        ReportVerifier.verify(
            real.report.bytes(), VerifyOptions.trusting(real.trust).withModel(real.modelFolder));

    assertThat(found.passed()).isTrue();
    assertThat(found.checks())
        .filteredOn(check -> check.status() != Check.Status.PASSED)
        .extracting(Check::name)
        .containsExactly("data-commitment", "execution");
    assertThat(found.checks()).hasSize(26).allSatisfy(c -> assertThat(c.reason()).isNotBlank());
  }

  @Test
  void claimHoldsForTheTargetAndIsRecomputed() {
    assertThat(real.statement.claim().epsilon()).isLessThanOrEqualTo(3).isGreaterThan(2.99);
    assertThat(status(real.report.bytes(), "epsilon-recomputed")).isEqualTo(Check.Status.PASSED);
  }

  @Test
  void withoutModelTheModelIsNotCheckedRatherThanPassed() {
    assertThat(status(real.report.bytes(), "model-digest")).isEqualTo(Check.Status.NOT_CHECKED);
  }

  @Test
  void untrustedSignerFailsAndNothingElseIsEvaluated() {
    TrustStore nobody = TrustStore.ofIdentities(List.of());
    Verification found = ReportVerifier.verify(real.report.bytes(), VerifyOptions.trusting(nobody));

    assertThat(found.passed()).isFalse();
    Check trust = found.check("trust").orElseThrow();
    assertThat(trust.status()).isEqualTo(Check.Status.FAILED);
    assertThat(trust.reason()).contains(real.key.keyId()).contains("--trust");
    assertThat(found.check("ledger-chain").orElseThrow().status())
        .isEqualTo(Check.Status.NOT_CHECKED);
  }

  @Test
  void changedModelFails(@TempDir Path other) throws IOException {
    for (String name :
        List.of("manifest.json", "model.json", "preprocessing.json", "weights.safetensors")) {
      Files.copy(real.modelFolder.resolve(name), other.resolve(name));
    }
    assertThat(model(other).status()).isEqualTo(Check.Status.PASSED);

    Files.writeString(other.resolve("extra.bin"), "x");
    assertThat(model(other).reason()).contains("extra.bin is not part of the released model");
    Files.delete(other.resolve("extra.bin"));

    Files.writeString(other.resolve("weights.safetensors"), "other weights");
    assertThat(model(other).status()).isEqualTo(Check.Status.FAILED);
    assertThat(model(other).reason()).contains("weights.safetensors was changed");

    Files.delete(other.resolve("weights.safetensors"));
    assertThat(model(other).reason()).contains("weights.safetensors is missing");

    Files.writeString(other.resolve("manifest.json"), "{}");
    assertThat(model(other).reason()).contains("another model");

    Files.delete(other.resolve("manifest.json"));
    assertThat(model(other).status()).isEqualTo(Check.Status.FAILED);
  }

  @Test
  void dataIsComparedOnlyWithWhatTheReportPublishes() {
    assertThat(data(DataEvidence.Opening.OPENS, null)).isEqualTo(Check.Status.PASSED);
    assertThat(data(DataEvidence.Opening.DOES_NOT_OPEN, null)).isEqualTo(Check.Status.FAILED);
    assertThat(data(DataEvidence.Opening.NOT_TRIED, null)).isEqualTo(Check.Status.NOT_CHECKED);
    assertThat(data(DataEvidence.Opening.NOT_TRIED, SampleStatement.HEX))
        .isEqualTo(Check.Status.PASSED);
    assertThat(data(DataEvidence.Opening.OPENS, "0".repeat(64))).isEqualTo(Check.Status.FAILED);
  }

  @Test
  void notAReportFailsInWords() {
    for (String text : List.of("", "{}", "[1]", "null", "%PDF-1.7", "{\"payload\":\"")) {
      Verification found =
          ReportVerifier.verify(
              text.getBytes(StandardCharsets.UTF_8), VerifyOptions.trusting(real.trust));
      assertThat(found.passed()).as(text).isFalse();
      assertThat(found.checks()).hasSize(1);
      assertThat(found.checks().get(0).reason()).isNotBlank();
    }
  }

  private static Check model(Path folder) {
    return ReportVerifier.verify(
            real.report.bytes(), VerifyOptions.trusting(real.trust).withModel(folder))
        .check("model-digest")
        .orElseThrow();
  }

  private static Check.Status data(
      DataEvidence.Opening opening, @org.jspecify.annotations.Nullable String digest) {
    DataEvidence evidence = new DataEvidence(opening, Optional.ofNullable(digest));
    return ReportVerifier.verify(
            real.report.bytes(), VerifyOptions.trusting(real.trust).withData(evidence))
        .check("data-commitment")
        .orElseThrow()
        .status();
  }

  private static Check.Status status(byte[] file, String check) {
    return ReportVerifier.verify(file, VerifyOptions.trusting(real.trust))
        .check(check)
        .orElseThrow()
        .status();
  }
}
