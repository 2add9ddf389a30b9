package dev.lethe.crypto.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The entries of a log, one after another: length (4 bytes, big-endian), leaf hash (32), entry.
 * What was read or appended here matched its own hash; that it is what was once signed is for the
 * caller to check against a checkpoint.
 */
final class EntryFile implements AutoCloseable {
  static final int MAX_ENTRY_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 4 + MerkleHash.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final List<Long> offsets = new ArrayList<>();
  private final MerkleTree tree = new MerkleTree();
  private long end;

  private EntryFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static EntryFile open(Path file) throws IOException {
    return new EntryFile(
        file,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** The same, for reading only; the file must be there. */
  static EntryFile openToRead(Path file) throws IOException {
    return new EntryFile(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  /**
   * Reads exactly {@code count} entries from the start.
   *
   * @throws LogTamperedException if one is missing, cut, or does not match its hash
   */
  void readEntries(long count) throws IOException {
    for (long index = 0; index < count; index++) {
      byte[] entry = read(index, end);
      offsets.add(end);
      tree.append(MerkleHash.leaf(entry));
      end += HEADER_BYTES + entry.length;
    }
  }

  /**
   * Drops what follows the entries read: one append, torn or whole, that was never signed.
   *
   * @throws LogTamperedException if more than one append follows, which no crash leaves behind
   */
  void dropTail() throws IOException {
    if (channel.size() > end) {
      refuseSecondAppend();
      channel.truncate(end);
      channel.force(true);
    }
  }

  private void refuseSecondAppend() throws IOException {
    byte[] first;
    try {
      first = read(offsets.size(), end);
    } catch (LogTamperedException torn) {
      return;
    }
    if (channel.size() > end + HEADER_BYTES + first.length) {
      throw new LogTamperedException(
          "%s goes on after entry %d, the last but one that its checkpoint may leave unsigned: the checkpoint is older than the entries. Restore the log's folder from a backup, and find out who changed it"
              .formatted(file, offsets.size()));
    }
  }

  /** Appends durably; on failure, what was written is dropped by the next {@link #dropTail}. */
  void append(byte[] entry) throws IOException {
    byte[] leaf = MerkleHash.leaf(entry);
    ByteBuffer record =
        ByteBuffer.allocate(HEADER_BYTES + entry.length)
            .putInt(entry.length)
            .put(leaf)
            .put(entry)
            .flip();
    long at = end;
    while (record.hasRemaining()) {
      at += channel.write(record, at);
    }
    channel.force(true);
    offsets.add(end);
    tree.append(leaf);
    end = at;
  }

  byte[] entry(int index) throws IOException {
    return read(index, offsets.get(Objects.checkIndex(index, offsets.size())));
  }

  MerkleTree tree() {
    return tree;
  }

  private byte[] read(long index, long offset) throws IOException {
    ByteBuffer header = bytes(index, offset, HEADER_BYTES);
    int length = header.getInt();
    if (length < 0 || length > MAX_ENTRY_BYTES) {
      throw tampered(index, offset, "has the impossible length " + length);
    }
    byte[] leaf = new byte[MerkleHash.BYTES];
    header.get(leaf);
    byte[] entry = bytes(index, offset + HEADER_BYTES, length).array();
    if (!Arrays.equals(MerkleHash.leaf(entry), leaf)) {
      throw tampered(index, offset, "does not match its own hash");
    }
    return entry;
  }

  private ByteBuffer bytes(long index, long offset, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw tampered(index, offset, "is missing or cut off");
      }
    }
    return buffer.flip();
  }

  private LogTamperedException tampered(long index, long offset, String what) {
    return new LogTamperedException(
        "Entry %d of %s, at byte %d, %s, although a checkpoint was signed over it: restore the log's folder from a backup, and find out who changed it"
            .formatted(index, file, offset, what));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
