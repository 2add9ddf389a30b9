package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What a log says of itself at one size, in the form of C2SP tlog-checkpoint: its origin, its size
 * and its root. Whoever holds two signed ones can demand a proof that the older log is a prefix.
 */
public final class Checkpoint {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final String origin;
  private final long size;
  private final byte[] root;

  Checkpoint(String origin, long size, byte[] root) {
    this.origin = VerifierKey.requireName(origin);
    this.size = size;
    this.root = root.clone();
  }

  /**
   * The checkpoint that an identity signed as {@code origin}.
   *
   * @throws CheckpointException if it is malformed, of another origin, or not signed by that key
   */
  public static Checkpoint parseAndVerify(String note, String origin, PublicIdentity signer) {
    return parseAndVerify(note, VerifierKey.of(origin, signer));
  }

  /** As {@link #parseAndVerify(String, String, PublicIdentity)}; the key's name is the origin. */
  public static Checkpoint parseAndVerify(String note, VerifierKey key) {
    Checkpoint checkpoint = ofText(SignedNote.verify(note, key));
    if (!checkpoint.origin.equals(key.name())) {
      throw new CheckpointException(
          "The checkpoint is of the log "
              + checkpoint.origin
              + ", but "
              + key.name()
              + " is expected");
    }
    return checkpoint;
  }

  /**
   * What a note says, whoever signed it: to find out whose key to verify it with, and to compare
   * hashes that are proven otherwise. It is nobody's word.
   *
   * @throws CheckpointException if it is not a checkpoint in a signed note
   */
  public static Checkpoint unverified(String note) {
    SignedNote.lines(note);
    return ofText(SignedNote.text(note));
  }

  static Checkpoint ofText(String text) {
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    if (lines.length < 3 || !VerifierKey.isName(lines[0]) || !SIZE.matcher(lines[1]).matches()) {
      throw new CheckpointException("The note is no checkpoint: origin, size and root expected");
    }
    // Lines after the root are extensions: signed, without meaning here, and never empty.
    if (Arrays.asList(lines).contains("")) {
      throw new CheckpointException("The checkpoint has an empty line");
    }
    byte[] root = SignedNote.base64(lines[2]);
    if (root.length != MerkleHash.BYTES) {
      throw new CheckpointException("The checkpoint's root has " + root.length + " bytes, not 32");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
  }

  /** Whether the other is of the same origin, size and root. */
  boolean isSameTree(Checkpoint other) {
    return origin.equals(other.origin) && size == other.size && Arrays.equals(root, other.root);
  }

  String sign(OperatorKey key) {
    String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    return SignedNote.sign(text, origin, key);
  }

  /** Names the log, for ever and for everyone. */
  public String origin() {
    return origin;
  }

  /** The number of entries. */
  public long size() {
    return size;
  }

  /** The Merkle root over them. */
  public byte[] root() {
    return root.clone();
  }
}
