package dev.lethe.crypto.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** While it is held, no other process, and no one else in this one, writes to the log. */
final class WriterLock implements AutoCloseable {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  static WriterLock acquire(Path dir, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      long start = System.nanoTime();
      while (tryLock(channel) == null) {
        if (System.nanoTime() - start >= patience.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw new LogBusyException(dir);
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
      held = true;
      return new WriterLock(channel);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
