package dev.lethe.crypto.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A claim that the first {@code oldSize} entries of a log are a prefix of the tree of a newer
 * checkpoint, with all that is needed to check it offline; true only for the two roots for which
 * {@link #leads} says so.
 *
 * <p>Its text is the body of a C2SP tlog-witness {@code add-checkpoint} request, so that it can be
 * handed to any witness as it is.
 *
 * @param oldSize the size of the older tree
 * @param proof the hashes of RFC 6962, 32 bytes each
 * @param checkpoint the newer signed note
 */
public record ConsistencyProof(long oldSize, List<byte[]> proof, String checkpoint) {
  /** The longest text that is read, in characters. */
  public static final int MAX_CHARS = SignedNote.MAX_CHARS + 8 * 1024;

  private static final int MOST_HASHES = 63;
  private static final String OLD = "old ";

  public ConsistencyProof {
    proof = proof.stream().map(byte[]::clone).toList();
  }

  /**
   * Reads the text form; nothing is verified yet.
   *
   * @throws InclusionException if it is not of this form
   */
  public static ConsistencyProof parse(String text) {
    int gap = text.length() > MAX_CHARS ? -1 : text.indexOf("\n\n");
    if (!text.startsWith(OLD) || gap < 0) {
      throw malformed("it is 'old SIZE', lines of hashes, an empty line and a checkpoint");
    }
    String[] lines = text.substring(0, gap).split("\n", -1);
    String size = lines[0].substring(OLD.length());
    if (!size.matches("0|[1-9][0-9]{0,17}") || lines.length > 1 + MOST_HASHES) {
      throw malformed("its old size is not a number, or it has more than 63 hashes");
    }
    List<byte[]> proof = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      proof.add(hash(lines[i]));
    }
    String checkpoint = text.substring(gap + 2);
    try {
      Checkpoint.unverified(checkpoint);
    } catch (CheckpointException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
    return new ConsistencyProof(Long.parseLong(size), proof, checkpoint);
  }

  /** Whether it proves that the older checkpoint's tree is a prefix of the newer one's. */
  public boolean leads(Checkpoint older, Checkpoint newer) {
    return older.size() == oldSize
        && newer.isSameTree(newest())
        && older.origin().equals(newer.origin())
        && MerkleProofs.isConsistent(older.size(), older.root(), newer.size(), newer.root(), proof);
  }

  /** What its checkpoint says, whoever signed that. */
  public Checkpoint newest() {
    return Checkpoint.unverified(checkpoint);
  }

  private static byte[] hash(String line) {
    byte[] hash;
    try {
      hash = SignedNote.base64(line);
    } catch (CheckpointException e) {
      throw malformed("it has a line that is not base64");
    }
    if (hash.length != MerkleHash.BYTES) {
      throw malformed("it has a hash of " + hash.length + " bytes, not 32");
    }
    return hash;
  }

  private static InclusionException malformed(String why) {
    return new InclusionException("Not a consistency proof: " + why);
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
    for (byte[] hash : proof) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(checkpoint).toString();
  }
}
