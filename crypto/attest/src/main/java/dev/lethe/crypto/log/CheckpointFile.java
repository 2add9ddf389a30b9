package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The last signed checkpoint of a log, as a signed note in a file that is replaced whole. */
final class CheckpointFile {
  private final Path file;
  private final Optional<String> origin;

  CheckpointFile(Path file, String origin) {
    this(file, Optional.of(origin));
  }

  private CheckpointFile(Path file, Optional<String> origin) {
    this.file = file;
    this.origin = origin;
  }

  /** For a reader who knows the signers and not the log's name. */
  static CheckpointFile ofAnyOrigin(Path file) {
    return new CheckpointFile(file, Optional.empty());
  }

  /** A stored note, what it says, and which of the accepted signers signed it. */
  record Stored(String note, Checkpoint checkpoint, PublicIdentity signer) {}

  boolean exists() {
    return Files.exists(file);
  }

  void write(String note) throws IOException {
    DurableFiles.writeAtomically(file, note.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws LogTamperedException if none of the signers signed it for this origin
   */
  Stored read(List<PublicIdentity> signers) throws IOException {
    String note = decode(DurableFiles.readBounded(file, 2 * SignedNote.MAX_CHARS));
    String reason = "";
    for (PublicIdentity signer : signers) {
      try {
        String name = origin.orElseGet(() -> Checkpoint.unverified(note).origin());
        return new Stored(note, Checkpoint.parseAndVerify(note, name, signer), signer);
      } catch (CheckpointException e) {
        reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
      }
    }
    throw tampered(reason);
  }

  /**
   * @throws LogTamperedException if it is no checkpoint
   */
  String claimedOrigin() throws IOException {
    try {
      return Checkpoint.unverified(decode(DurableFiles.readBounded(file, 2 * SignedNote.MAX_CHARS)))
          .origin();
    } catch (CheckpointException e) {
      throw tampered(String.valueOf(e.getMessage()));
    }
  }

  private String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw tampered("It is not UTF-8 text");
    }
  }

  private LogTamperedException tampered(String reason) {
    return new LogTamperedException(
        file
            + " is not a checkpoint of "
            + origin.orElse("a log")
            + " under this key. "
            + reason
            + " If the key was changed on purpose, name the former one; if not, restore the log's"
            + " folder from a backup");
  }
}
