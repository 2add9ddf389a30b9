package dev.lethe.cli;

import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.data.DataCommitment;
import dev.lethe.data.DataFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Ties a run to the data it began with: the salted commitment is fixed, durably, before anything is
 * charged, and a run that goes on with other data is refused.
 *
 * <p>Each file holds the salt and the commitment; it is secret, for whoever has the salt can test
 * guesses of the data.
 */
final class Commitments {
  private final Path folder;

  Commitments(LetheHome home) {
    this.folder = home.keys().resolve("commitments");
  }

  /** The facts under the run's commitment, which is made now if the run has none yet. */
  DataFacts bind(String runId, DataFacts data) throws IOException {
    Path file = file(runId);
    if (!Files.exists(file)) {
      DataCommitment fresh = data.commitment();
      DurableFiles.createFolders(folder);
      DurableFiles.writeSecretAtomically(
          file,
          (HexFormat.of().formatHex(fresh.salt()) + "\n" + fresh.value() + "\n")
              .getBytes(StandardCharsets.US_ASCII));
      return data;
    }
    DataFacts bound = data.committedUnder(salt(file));
    if (!Files.readAllLines(file).get(1).equals(bound.commitment().value())) {
      throw CommandException.badUsage(
          "the data of "
              + data.source()
              + " is not what this run began with; resume it with that data, or begin a new run with another --out");
    }
    return bound;
  }

  /** Where a run's salt lies. */
  Path file(String runId) {
    return folder.resolve(runId + ".salt");
  }

  /** The salt in a file: its first line, in hexadecimal digits. */
  static byte[] salt(Path file) throws IOException {
    String text =
        new String(DurableFiles.readBounded(file, 1024), StandardCharsets.US_ASCII).strip();
    try {
      return HexFormat.of().parseHex(text.lines().findFirst().orElse(""));
    } catch (IllegalArgumentException e) {
      throw CommandException.badUsage(
          file + " does not start with a line of hexadecimal digits; name the file of a salt");
    }
  }
}
