package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Text signed in the form of C2SP signed-note: the text, an empty line, and lines of an em dash,
 * the signer's name, and base64(key hash || signature). Signature lines of other keys are passed
 * over, as that specification requires, so that witnesses may add theirs.
 */
final class SignedNote {
  /** The longest note that is read, in UTF-16 characters. */
  static final int MAX_CHARS = 64 * 1024;

  private static final String DASH = "\u2014 ";
  private static final int MAX_SIGNATURES = 100;

  private SignedNote() {}

  /** {@code text}, which ends in a newline, signed. */
  static String sign(String text, String name, OperatorKey key) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends in a newline");
    }
    byte[] signature = key.sign(SignatureAlgorithm.ED25519, text.getBytes(StandardCharsets.UTF_8));
    byte[] hash = VerifierKey.of(name, key.identity()).hash();
    byte[] line = Arrays.copyOf(hash, hash.length + signature.length);
    System.arraycopy(signature, 0, line, hash.length, signature.length);
    return text + "\n" + DASH + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  /**
   * The text of a note that {@code key} signed.
   *
   * @throws CheckpointException if the note is malformed or has no valid signature of that key
   */
  static String verify(String note, VerifierKey key) {
    int gap = note.length() > MAX_CHARS ? -1 : note.lastIndexOf("\n\n");
    if (gap < 0 || gap + 2 == note.length() || !note.endsWith("\n") || !isText(note)) {
      throw new CheckpointException(
          "Not a signed note: text, an empty line and signature lines are expected");
    }
    String text = note.substring(0, gap + 1);
    String[] lines = note.substring(gap + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES) {
      throw new CheckpointException("The note has more than " + MAX_SIGNATURES + " signatures");
    }
    boolean signed = false;
    for (String line : lines) {
      signed |= isSignedBy(key, line, text);
    }
    if (!signed) {
      throw new CheckpointException(
          "The note is not signed by " + key + ": is it of another log, or under an older key?");
    }
    return text;
  }

  private static boolean isSignedBy(VerifierKey key, String line, String text) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH)
        || space < DASH.length()
        || !VerifierKey.isName(line.substring(DASH.length(), space))) {
      throw new CheckpointException("The note has a malformed signature line");
    }
    byte[] bytes = base64(line.substring(space + 1));
    if (bytes.length <= VerifierKey.HASH_BYTES) {
      throw new CheckpointException("The note has a signature line without a signature");
    }
    if (!line.substring(DASH.length(), space).equals(key.name())
        || !Arrays.equals(Arrays.copyOf(bytes, VerifierKey.HASH_BYTES), key.hash())) {
      return false;
    }
    byte[] signature = Arrays.copyOfRange(bytes, VerifierKey.HASH_BYTES, bytes.length);
    if (!key.verify(text.getBytes(StandardCharsets.UTF_8), signature)) {
      throw new CheckpointException(
          "The note's signature by " + key.name() + " does not verify: the note was changed");
    }
    return true;
  }

  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("The note has a field that is not base64");
    }
    throw new CheckpointException("The note has a field that is not canonical base64");
  }

  /** Whether the note has a UTF-8 form, and no control character but the newline. */
  private static boolean isText(String note) {
    return note.codePoints()
        .allMatch(
            c ->
                c == '\n'
                    || (c >= ' ' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)));
  }
}
