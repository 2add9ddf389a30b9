package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An append-only log in a folder. When {@link #append} returns, the entry and a signed checkpoint
 * over it are on disk; whoever keeps that checkpoint can tell if the entry is ever changed or
 * removed. One writer at a time.
 *
 * <p>Opening checks every entry against the last signed checkpoint: a changed, missing or cut entry
 * is refused. Bytes after that checkpoint are an append that never returned, and are dropped. The
 * operator who holds the key can still replace the whole folder by an older or another one: only
 * checkpoints held by others show that.
 *
 * <p>Files: {@code entries} ({@link EntryFile}), {@code checkpoint} (a signed note), {@code lock},
 * and what {@link LogCosignatures} keeps.
 */
public final class TransparencyLog implements AutoCloseable {
  /** The longest entry. */
  public static final int MAX_ENTRY_BYTES = EntryFile.MAX_ENTRY_BYTES;

  static final String ENTRIES = "entries";
  static final String CHECKPOINT = "checkpoint";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ENTRIES = 1 << 30;

  private final Path dir;
  private final String origin;
  private final OperatorKey key;
  private final WriterLock lock;
  private final EntryFile entries;
  private final CheckpointFile checkpointFile;
  private String checkpoint;
  private boolean usable = true;

  private TransparencyLog(
      Path dir,
      String origin,
      OperatorKey key,
      WriterLock lock,
      EntryFile entries,
      CheckpointFile checkpointFile,
      String checkpoint) {
    this.dir = dir;
    this.origin = origin;
    this.key = key;
    this.lock = lock;
    this.entries = entries;
    this.checkpointFile = checkpointFile;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens the log, or creates it in a folder that has none. Waits up to ten seconds for another
   * writer.
   *
   * @param origin names the log, without white space or plus; by custom a host and path
   * @param key signs checkpoints; it stays the caller's to close, after the log
   * @throws LogBusyException if another writer holds the log
   * @throws LogTamperedException if the entries are not those of the last signed checkpoint, or
   *     that is damaged or of another origin or key
   */
  public static TransparencyLog open(Path dir, String origin, OperatorKey key) throws IOException {
    return open(dir, origin, key, List.of());
  }

  /**
   * As {@link #open(Path, String, OperatorKey)}, after a change of keys: one of these went before.
   */
  public static TransparencyLog open(
      Path dir, String origin, OperatorKey key, List<PublicIdentity> formerSigners)
      throws IOException {
    return open(dir, origin, key, formerSigners, PATIENCE);
  }

  static TransparencyLog open(
      Path dir,
      String origin,
      OperatorKey key,
      List<PublicIdentity> formerSigners,
      Duration patience)
      throws IOException {
    VerifierKey.requireName(origin);
    DurableFiles.createFolders(dir);
    WriterLock lock = WriterLock.acquire(dir, patience);
    EntryFile entries = null;
    boolean opened = false;
    try {
      CheckpointFile file = new CheckpointFile(dir.resolve(CHECKPOINT), origin);
      CheckpointFile.Stored last = lastCheckpoint(dir, file, origin, key, formerSigners);
      entries = EntryFile.open(dir.resolve(ENTRIES));
      entries.readEntries(last.checkpoint().size());
      if (!Arrays.equals(entries.tree().root(), last.checkpoint().root())) {
        throw new LogTamperedException(
            "The entries of "
                + dir
                + " are not those its last checkpoint was signed over: restore the folder from a"
                + " backup, and find out who changed it");
      }
      entries.dropTail();
      DurableFiles.syncFolder(dir);
      TransparencyLog log = new TransparencyLog(dir, origin, key, lock, entries, file, last.note());
      if (!last.signer().keyId().equals(key.keyId())) {
        log.signCheckpoint();
      }
      opened = true;
      return log;
    } finally {
      if (!opened) {
        try (lock) {
          if (entries != null) {
            entries.close();
          }
        }
      }
    }
  }

  /**
   * Appends an entry, durably.
   *
   * @return its place and proof, to be handed to whoever relies on the entry
   * @throws IOException if the disk failed: the entry may or may not be in the log, which has to be
   *     opened again
   */
  public synchronized LogInclusion append(byte[] entry) throws IOException {
    requireUsable();
    if (entry.length > MAX_ENTRY_BYTES || size() >= MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "an entry of " + entry.length + " bytes, or one more of them, is over the log's limit");
    }
    usable = false;
    entries.append(entry);
    signCheckpoint();
    usable = true;
    return inclusion(size() - 1);
  }

  /** The proof, against the current checkpoint, that the entry at this index is in the log. */
  public synchronized LogInclusion inclusion(int index) {
    requireUsable();
    return new LogInclusion(
        index, size(), entries.tree().inclusionProof(index, size()), checkpoint);
  }

  /** The proof that the log of {@code oldSize} entries is a prefix of the log as it is now. */
  public synchronized List<byte[]> consistency(int oldSize) {
    requireUsable();
    return entries.tree().consistencyProof(oldSize, size());
  }

  /**
   * The newest checkpoint that witnesses cosigned, with the proof from it to the current one.
   *
   * @throws ForkedLogException if it is not of this log's history
   */
  public synchronized Optional<CosignedPrefix> cosigned() throws IOException {
    requireUsable();
    Optional<String> note = LogCosignatures.note(dir);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    Checkpoint older = Checkpoint.unverified(note.get());
    if (!older.origin().equals(origin)
        || older.size() > size()
        || !Arrays.equals(entries.tree().root((int) older.size()), older.root())) {
      throw new ForkedLogException(
          "The cosigned checkpoint beside the log "
              + dir
              + " is not of the log's history: one of the two was exchanged. Restore the folder"
              + " from a backup, and find out who changed it");
    }
    return Optional.of(
        new CosignedPrefix(
            note.get(), entries.tree().consistencyProof((int) older.size(), size())));
  }

  /** The entry at an index, read from disk and checked again. */
  public synchronized byte[] entry(int index) throws IOException {
    requireUsable();
    return entries.entry(index);
  }

  /** The number of entries. */
  public synchronized int size() {
    return entries.tree().size();
  }

  /** The signed note over all entries. */
  public synchronized String checkpoint() {
    requireUsable();
    return checkpoint;
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  @Override
  public synchronized void close() throws IOException {
    usable = false;
    try (lock) {
      entries.close();
    }
  }

  private void signCheckpoint() throws IOException {
    String note = new Checkpoint(origin, size(), entries.tree().root()).sign(key);
    checkpointFile.write(note);
    checkpoint = note;
  }

  private void requireUsable() {
    if (!usable) {
      throw new IllegalStateException(
          "the log " + dir + " was closed, or an append to it failed: open it again");
    }
  }

  /** The stored checkpoint; in a folder without a log, a fresh one over no entries. */
  private static CheckpointFile.Stored lastCheckpoint(
      Path dir,
      CheckpointFile file,
      String origin,
      OperatorKey key,
      List<PublicIdentity> formerSigners)
      throws IOException {
    if (!file.exists()) {
      // The first checkpoint is written before the file of entries is made.
      if (Files.exists(dir.resolve(ENTRIES))) {
        throw new LogTamperedException(
            dir
                + " has entries but no checkpoint: restore the log's folder from a backup, and find"
                + " out who removed it");
      }
      file.write(new Checkpoint(origin, 0, MerkleHash.empty()).sign(key));
    }
    List<PublicIdentity> signers = new ArrayList<>();
    signers.add(key.identity());
    signers.addAll(formerSigners);
    return file.read(signers);
  }
}
