package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares the model folder and the data with what the report says of them. */
final class ArtefactChecks {
  private static final String MANIFEST = "manifest.json";
  private static final int MOST_MANIFEST_BYTES = 1 << 20;
  private static final int MANIFEST_DEPTH = 8;

  private final EpsilonStatement statement;
  private final CheckList checks;

  ArtefactChecks(EpsilonStatement statement, CheckList checks) {
    this.statement = statement;
    this.checks = checks;
  }

  void run(VerifyOptions options) {
    Optional<Path> model = options.modelFolder();
    Optional<ModelFacts> released = statement.model();
    if (released.isEmpty()) {
      checks.notChecked(CheckNames.MODEL_DIGEST, StatementChecks.NO_TRAINING);
    } else if (model.isPresent()) {
      model(model.get(), released.get().manifestSha256());
    } else {
      checks.notChecked(
          CheckNames.MODEL_DIGEST, "no model was given; name its folder with --model");
    }
    new EncodingChecks(statement, checks).run(model);
    Optional<DataEvidence> data = options.data();
    if (data.isPresent()) {
      data(data.get());
    } else {
      checks.notChecked(
          CheckNames.DATA_COMMITMENT, "no data was given; who holds it can name it with --data");
    }
  }

  private void model(Path folder, String manifestSha256) {
    try {
      byte[] manifest = DurableFiles.readBounded(folder.resolve(MANIFEST), MOST_MANIFEST_BYTES);
      String digest = Digests.sha256Hex(manifest);
      if (!digest.equals(manifestSha256)) {
        checks.failed(
            CheckNames.MODEL_DIGEST,
            "the manifest of "
                + folder
                + " has the SHA-256 "
                + digest
                + ", the report is about "
                + manifestSha256
                + ": this is another model, or it was changed");
        return;
      }
      JsonNode files =
          CanonicalJson.parseStrict(manifest, MOST_MANIFEST_BYTES, MANIFEST_DEPTH).path("files");
      List<String> wrong = differences(folder, files);
      checks.requireNone(
          CheckNames.MODEL_DIGEST,
          wrong,
          "the manifest and all "
              + files.size()
              + " files of "
              + folder
              + " are the released ones");
    } catch (IOException | MalformedJsonException e) {
      checks.failed(CheckNames.MODEL_DIGEST, "the model in " + folder + " cannot be read: " + e);
    }
  }

  private static List<String> differences(Path folder, JsonNode files) throws IOException {
    List<String> wrong = new ArrayList<>();
    if (!files.isObject() || files.isEmpty()) {
      wrong.add("the manifest names no files");
    }
    for (Iterator<String> names = files.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Path file = folder.resolve(name);
      boolean inside = folder.equals(file.getParent()) && !name.equals("..");
      if (!inside || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        wrong.add(name + " is missing");
      } else if (!sha256(file).equals(files.get(name).asText())) {
        wrong.add(name + " was changed after signing");
      }
    }
    try (Stream<Path> present = Files.list(folder)) {
      present
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.equals(MANIFEST) && !files.has(name))
          .sorted()
          .forEach(name -> wrong.add(name + " is not part of the released model"));
    }
    return wrong;
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Digests.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void data(DataEvidence evidence) {
    Optional<String> published = statement.data().contentSha256();
    Optional<String> found = evidence.contentSha256();
    boolean compared = published.isPresent() && found.isPresent();
    if (evidence.commitment() == DataEvidence.Opening.DOES_NOT_OPEN) {
      checks.failed(
          CheckNames.DATA_COMMITMENT, "data and salt do not open the report's commitment");
    } else if (compared && !published.equals(found)) {
      checks.failed(
          CheckNames.DATA_COMMITMENT,
          "the data has the SHA-256 " + found.get() + ", the report is about " + published.get());
    } else if (evidence.commitment() == DataEvidence.Opening.OPENS) {
      checks.passed(CheckNames.DATA_COMMITMENT, "data and salt open the report's commitment");
    } else if (compared) {
      checks.passed(
          CheckNames.DATA_COMMITMENT,
          "the data has the published SHA-256 " + found.get() + "; the commitment was not opened");
    } else {
      checks.notChecked(
          CheckNames.DATA_COMMITMENT,
          "the report publishes no plain digest of this data, and the salt is not at hand");
    }
  }
}
