package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A witness's word that, at that time, this was the largest tree it had seen of the log, and that
 * all it had seen before was a prefix of it: C2SP tlog-cosignature, version 1, Ed25519.
 *
 * <p>The time is the witness's own clock. The word is worth what the witness is: it has to be
 * somebody whom the log's operator does not control.
 *
 * @param checkpoint what was cosigned
 * @param witness who says so
 * @param time when, by the witness's clock
 */
public record Cosignature(Checkpoint checkpoint, WitnessKey witness, Instant time) {
  private static final int TIME_BYTES = 8;

  /**
   * The newest valid cosignature of that witness on a note, whoever else signed the note.
   *
   * @throws CheckpointException if the note is no checkpoint, or carries a line of this witness
   *     that does not verify
   */
  public static Optional<Cosignature> find(String note, WitnessKey witness) {
    String text = SignedNote.text(note);
    Optional<Instant> newest = Optional.empty();
    for (SignedNote.Line line : SignedNote.lines(note)) {
      if (line.isBy(witness.name(), witness.hash())) {
        Instant time = verify(text, line, witness);
        newest = newest.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
      }
    }
    return newest.map(time -> new Cosignature(Checkpoint.ofText(text), witness, time));
  }

  /** The note with the key's cosignature added as its last line. */
  static String add(String note, OperatorKey key, Instant time) {
    WitnessKey witness = WitnessKey.of(key.identity());
    long seconds = time.getEpochSecond();
    byte[] signature =
        key.sign(SignatureAlgorithm.ED25519, message(SignedNote.text(note), seconds));
    byte[] timed =
        ByteBuffer.allocate(TIME_BYTES + signature.length).putLong(seconds).put(signature).array();
    return SignedNote.withLine(note, new SignedNote.Line(witness.name(), witness.hash(), timed));
  }

  private static Instant verify(String text, SignedNote.Line line, WitnessKey witness) {
    byte[] timed = line.signature();
    if (timed.length > TIME_BYTES) {
      long seconds = ByteBuffer.wrap(timed).getLong();
      byte[] signature = Arrays.copyOfRange(timed, TIME_BYTES, timed.length);
      if (seconds >= 0
          && seconds <= Instant.MAX.getEpochSecond()
          && witness.verify(message(text, seconds), signature)) {
        return Instant.ofEpochSecond(seconds);
      }
    }
    throw new CheckpointException(
        "The cosignature by the witness " + witness.name() + " does not verify");
  }

  private static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }
}
