package dev.lethe.privacy.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At most one writer at a time, over all processes of all machines that honour the system's file
 * locks, and within this process.
 */
final class WriterFence implements Closeable {
  /**
   * Fences this process holds. It must be known before the file is opened again: on POSIX systems,
   * closing any descriptor of a file drops all locks that the process has on it.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object identity;
  private final FileChannel channel;

  private WriterFence(Object identity, FileChannel channel) {
    this.identity = identity;
    this.channel = channel;
  }

  static WriterFence take(Path file) throws IOException {
    if (!Files.exists(file)) {
      try {
        Files.createFile(file);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another writer was quicker, and the lock below decides.
      }
    }
    Object identity = FileDisk.identity(file);
    if (!HELD.add(identity)) {
      throw busy(file, "this process");
    }
    boolean taken = false;
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy(file, "another process");
      }
      taken = true;
      return new WriterFence(identity, channel);
    } finally {
      if (!taken) {
        HELD.remove(identity);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static LedgerBusyException busy(Path file, String who) {
    return new LedgerBusyException(
        who
            + " is writing to this ledger (it holds "
            + file
            + "); wait until its run ends, or stop it, and try again. A process that died holds"
            + " nothing: do not delete the file");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(identity);
    }
  }
}
