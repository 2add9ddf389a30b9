package dev.lethe.privacy.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** The file system of the machine. */
final class FileDisk implements LedgerDisk {

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e; // otherwise another process made it in the meantime
      }
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted(); // a run that is being stopped still closes its books
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public byte[] read(Path file, long mostBytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      return content(open, file, mostBytes);
    }
  }

  private static byte[] content(RandomAccessFile open, Path path, long mostBytes)
      throws IOException {
    long size = open.length();
    if (size > mostBytes) {
      throw new IOException(path + " has " + size + " bytes, more than " + mostBytes);
    }
    byte[] content = new byte[Math.toIntExact(size)];
    open.seek(0);
    open.readFully(content);
    return content;
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    return new PlainFile(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Closeable fence(Path file) throws IOException {
    return WriterFence.take(file);
  }

  /** The identity of a file where the system has one, otherwise its real path. */
  static Object identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  /** Not a channel: an interrupted thread would find that closed, in the middle of a charge. */
  private static final class PlainFile implements OpenFile {
    private final Path path;
    private final RandomAccessFile file;
    private final Object identity;

    PlainFile(Path path) throws IOException {
      this.path = path;
      this.file = new RandomAccessFile(path.toFile(), "rw");
      this.identity = identity(path);
    }

    @Override
    public byte[] read(long mostBytes) throws IOException {
      return content(file, path, mostBytes);
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
      file.seek(position);
      file.write(bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.setLength(size);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public boolean isStillThere() throws IOException {
      try {
        return identity.equals(identity(path));
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
