package dev.lethe.crypto.log;

import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a witness remembers of one log: whose signature it takes, and the last checkpoint that it
 * cosigned, as it was signed, which is evidence should the log ever show another history.
 *
 * @param key the log's name and key
 * @param seenUnder the key under which the last note was signed, before a change of keys
 * @param time the latest time of a cosignature, in seconds since 1970; 0 for none
 * @param note the last cosigned note
 */
record WitnessedLog(VerifierKey key, VerifierKey seenUnder, long time, Optional<String> note) {
  private static final String HEADER = "lethe-witnessed-log-v1";
  private static final int MAX_BYTES = 4 * SignedNote.MAX_CHARS;

  static WitnessedLog fresh(VerifierKey key) {
    return new WitnessedLog(key, key, 0, Optional.empty());
  }

  /** The tree last cosigned; the empty one before. */
  Checkpoint last() {
    return note.map(n -> Checkpoint.parseAndVerify(n, seenUnder))
        .orElseGet(() -> new Checkpoint(key.name(), 0, MerkleHash.empty()));
  }

  /** One file for each log, named after a hash, for an origin may hold any character. */
  static Path file(Path folder, String origin) {
    byte[] digest = MerkleHash.sha256().digest(origin.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(HexFormat.of().formatHex(digest, 0, 16));
  }

  /** Temporaries that a crash left start with a dot. */
  static boolean isState(Path file) {
    return String.valueOf(file.getFileName()).matches("[0-9a-f]{32}");
  }

  void write(Path folder) throws IOException {
    String text =
        String.join("\n", HEADER, "log " + key, "seen-under " + seenUnder, "time " + time, "", "")
            + note.orElse("");
    DurableFiles.writeAtomically(file(folder, key.name()), text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<WitnessedLog> read(Path folder, String origin) throws IOException {
    Path file = file(folder, origin);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    WitnessedLog log = read(file);
    if (!log.key().name().equals(origin)) {
      throw damaged(file, ": it is about the log " + log.key().name());
    }
    return Optional.of(log);
  }

  static WitnessedLog read(Path file) throws IOException {
    String text = new String(DurableFiles.readBounded(file, MAX_BYTES), StandardCharsets.UTF_8);
    String[] parts = text.split("\n", 6);
    try {
      if (parts.length == 6
          && parts[0].equals(HEADER)
          && parts[1].startsWith("log ")
          && parts[2].startsWith("seen-under ")
          && parts[3].matches("time (0|[1-9][0-9]{0,17})")
          && parts[4].isEmpty()) {
        WitnessedLog log =
            new WitnessedLog(
                VerifierKey.parse(parts[1].substring("log ".length())),
                VerifierKey.parse(parts[2].substring("seen-under ".length())),
                Long.parseLong(parts[3].substring("time ".length())),
                parts[5].isEmpty() ? Optional.empty() : Optional.of(parts[5]));
        if (log.seenUnder().name().equals(log.key().name())) {
          log.last();
          return log;
        }
      }
    } catch (IllegalArgumentException | CheckpointException e) {
      throw damaged(file, ": " + e.getMessage());
    }
    throw damaged(file, "");
  }

  private static WitnessRefusedException damaged(Path file, String why) {
    return new WitnessRefusedException(
        file
            + " is not what this witness wrote"
            + why
            + ". It remembers what was cosigned, so nothing is cosigned without it: restore its"
            + " newest copy from a backup, and find out who changed it");
  }
}
