package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

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
    Line line = new Line(name, VerifierKey.of(name, key.identity()).hash(), signature);
    return text + "\n" + line + "\n";
  }

  /**
   * One signature line.
   *
   * @param name whose
   * @param hash the first four bytes of the key's hash
   * @param signature what follows them
   */
  record Line(String name, byte[] hash, byte[] signature) {
    boolean isBy(String signer, byte[] keyHash) {
      return name.equals(signer) && Arrays.equals(hash, keyHash);
    }

    private static Line parse(String line) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith(DASH)
          || space < DASH.length()
          || !VerifierKey.isName(line.substring(DASH.length(), space))) {
        throw new CheckpointException("The note has a malformed signature line");
      }
      byte[] bytes = base64(line.substring(space + 1));
      if (bytes.length <= NoteKeys.HASH_BYTES) {
        throw new CheckpointException("The note has a signature line without a signature");
      }
      return new Line(
          line.substring(DASH.length(), space),
          Arrays.copyOf(bytes, NoteKeys.HASH_BYTES),
          Arrays.copyOfRange(bytes, NoteKeys.HASH_BYTES, bytes.length));
    }

    @Override
    public String toString() {
      byte[] bytes = Arrays.copyOf(hash, hash.length + signature.length);
      System.arraycopy(signature, 0, bytes, hash.length, signature.length);
      return DASH + name + " " + Base64.getEncoder().encodeToString(bytes);
    }
  }

  /**
   * The text of a note, whoever signed it.
   *
   * @throws CheckpointException if the note is malformed
   */
  static String text(String note) {
    return note.substring(0, gap(note) + 1);
  }

  /**
   * The signature lines of a note, none of them verified.
   *
   * @throws CheckpointException if the note is malformed
   */
  static List<Line> lines(String note) {
    String[] lines = note.substring(gap(note) + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES) {
      throw new CheckpointException("The note has more than " + MAX_SIGNATURES + " signatures");
    }
    return Arrays.stream(lines).map(Line::parse).toList();
  }

  /** The note with one more signature line; one that is there is not doubled. */
  static String withLine(String note, Line line) {
    List<Line> lines = lines(note);
    if (lines.stream().anyMatch(l -> l.toString().equals(line.toString()))) {
      return note;
    }
    String longer = note + line + "\n";
    if (lines.size() == MAX_SIGNATURES || longer.length() > MAX_CHARS) {
      throw new CheckpointException("The note is too long for one more signature");
    }
    return longer;
  }

  private static int gap(String note) {
    int gap = note.length() > MAX_CHARS ? -1 : note.lastIndexOf("\n\n");
    if (gap < 0 || gap + 2 == note.length() || !note.endsWith("\n") || !isText(note)) {
      throw new CheckpointException(
          "Not a signed note: text, an empty line and signature lines are expected");
    }
    return gap;
  }

  /**
   * The text of a note that {@code key} signed.
   *
   * @throws CheckpointException if the note is malformed or has no valid signature of that key
   */
  static String verify(String note, VerifierKey key) {
    String text = text(note);
    boolean signed = false;
    for (Line line : lines(note)) {
      signed |= isSignedBy(key, line, text);
    }
    if (!signed) {
      throw new CheckpointException(
          "The note is not signed by " + key + ": is it of another log, or under an older key?");
    }
    return text;
  }

  private static boolean isSignedBy(VerifierKey key, Line line, String text) {
    if (!line.isBy(key.name(), key.hash())) {
      return false;
    }
    if (!key.verify(text.getBytes(StandardCharsets.UTF_8), line.signature())) {
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
