package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A log as its last signed checkpoint has it, every entry checked against that; without the key,
 * without the writer's lock, and without changing anything.
 */
public final class LogReader {
  private final CheckpointFile.Stored last;
  private final MerkleTree tree;

  private LogReader(CheckpointFile.Stored last, MerkleTree tree) {
    this.last = last;
    this.tree = tree;
  }

  /** Whether the folder holds a log. */
  public static boolean exists(Path dir) {
    return Files.exists(dir.resolve(TransparencyLog.CHECKPOINT));
  }

  /**
   * The name that the log in the folder has by its last checkpoint, unverified: to open it by.
   *
   * @throws LogTamperedException if that is no checkpoint
   */
  public static String origin(Path dir) throws IOException {
    return CheckpointFile.ofAnyOrigin(dir.resolve(TransparencyLog.CHECKPOINT)).claimedOrigin();
  }

  /**
   * Reads a log.
   *
   * @param signers whose signature on the checkpoint counts
   * @throws LogTamperedException if none of them signed it, or the entries are not those signed
   */
  public static LogReader open(Path dir, List<PublicIdentity> signers) throws IOException {
    // The checkpoint first: a writer replaces it last, so the entries read after it reach as far.
    CheckpointFile.Stored last =
        CheckpointFile.ofAnyOrigin(dir.resolve(TransparencyLog.CHECKPOINT)).read(signers);
    MerkleTree tree = new MerkleTree();
    if (last.checkpoint().size() > 0) {
      try (EntryFile entries = EntryFile.openToRead(dir.resolve(TransparencyLog.ENTRIES))) {
        entries.readEntries(last.checkpoint().size());
        tree = entries.tree();
      }
    }
    if (!Arrays.equals(tree.root(), last.checkpoint().root())) {
      throw new LogTamperedException(
          "The entries of "
              + dir
              + " are not those its last checkpoint was signed over: restore the folder from a"
              + " backup, and find out who changed it");
    }
    return new LogReader(last, tree);
  }

  /** The last signed note. */
  public String note() {
    return last.note();
  }

  /** What it says. */
  public Checkpoint checkpoint() {
    return last.checkpoint();
  }

  /** Who signed it. */
  public PublicIdentity signer() {
    return last.signer();
  }

  /**
   * Refuses a checkpoint that is not of this log's history.
   *
   * @throws ForkedLogException if it is of another origin, longer, or has another root
   */
  public void requireHolds(Checkpoint older) {
    if (!older.origin().equals(checkpoint().origin())) {
      throw new ForkedLogException(
          "The checkpoint is of the log "
              + older.origin()
              + ", and this one is "
              + checkpoint().origin());
    }
    if (older.size() > tree.size()) {
      throw new ForkedLogException(
          "The checkpoint covers "
              + older.size()
              + " entries, and this log has "
              + tree.size()
              + ": the log was rolled back or forked, or this is an old copy of it");
    }
    if (!Arrays.equals(tree.root((int) older.size()), older.root())) {
      throw new ForkedLogException(
          "The first "
              + older.size()
              + " entries of this log have another root than the checkpoint: the log was forked");
    }
  }

  /**
   * The proof that the first entries are a prefix of the log as it is.
   *
   * @throws IllegalArgumentException if there are not so many entries
   */
  public ConsistencyProof consistency(long oldSize) {
    return proof(oldSize, checkpoint(), note());
  }

  /**
   * The proof that leads from an older size to a newer checkpoint of this log.
   *
   * @throws ForkedLogException if the newer checkpoint is not of this log's history
   * @throws IllegalArgumentException if it has fewer entries than that
   */
  public ConsistencyProof consistency(long oldSize, String newer) {
    Checkpoint checkpoint = Checkpoint.unverified(newer);
    requireHolds(checkpoint);
    return proof(oldSize, checkpoint, newer);
  }

  private ConsistencyProof proof(long oldSize, Checkpoint newer, String note) {
    if (oldSize < 0 || oldSize > newer.size()) {
      throw new IllegalArgumentException(
          "there is no proof from "
              + oldSize
              + " entries to "
              + newer.size()
              + ": name the smaller checkpoint first");
    }
    return new ConsistencyProof(
        oldSize, tree.consistencyProof((int) oldSize, (int) newer.size()), note);
  }

  MerkleTree tree() {
    return tree;
  }
}
