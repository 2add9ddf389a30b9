package dev.lethe.crypto.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * After any crash a file written here holds its old bytes or its new bytes, whole; once a call has
 * returned, the new bytes survive the loss of everything that was not synced.
 */
public final class DurableFiles {
  private static final SecureRandom NAMES = new SecureRandom();
  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private DurableFiles() {}

  /** Replaces or creates {@code file}; its folder must exist. */
  public static void writeAtomically(Path file, byte[] bytes) throws IOException {
    replace(file, bytes);
  }

  /** As {@link #writeAtomically}, and only the file's owner may read or write it (mode 0600). */
  public static void writeSecretAtomically(Path file, byte[] bytes) throws IOException {
    replace(file, bytes, ownerOnly(file));
  }

  /**
   * Creates {@code file} with mode 0600. Of several callers at once exactly one succeeds.
   *
   * @throws FileAlreadyExistsException if the file exists; it is left untouched
   */
  public static void createSecret(Path file, byte[] bytes) throws IOException {
    Path beside = writeBeside(file, bytes, ownerOnly(file));
    try {
      // A hard link is the one portable way to publish a whole file without replacing another.
      Files.createLink(file, beside);
      syncFolder(folderOf(file));
    } catch (UnsupportedOperationException e) {
      throw new FileSystemException(
          file.toString(), null, "this file system has no hard links; choose another place");
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Creates a folder and its missing parents, durably; new folders are the owner's only. */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    try {
      Files.createDirectory(absolute, permissions(absolute, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    }
    if (parent != null) {
      syncFolder(parent);
    }
  }

  /**
   * Reads a file of at most {@code maxBytes} bytes.
   *
   * @throws FileSystemException if it is longer: nothing of it is returned
   */
  public static byte[] readBounded(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new FileSystemException(
            file.toString(), null, "longer than the " + maxBytes + " bytes such a file may have");
      }
      return bytes;
    }
  }

  /** Makes creations, renames and deletions in a folder durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void replace(Path file, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    Path beside = writeBeside(file, bytes, attributes);
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(
          file.toString(), null, "this file system cannot rename atomically; choose another place");
    } finally {
      Files.deleteIfExists(beside);
    }
    syncFolder(folderOf(file));
  }

  private static Path writeBeside(Path file, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    byte[] tail = new byte[8];
    NAMES.nextBytes(tail);
    Path beside =
        folderOf(file).resolve("." + file.getFileName() + "." + HexFormat.of().formatHex(tail));
    boolean written = false;
    try (FileChannel channel = FileChannel.open(beside, FRESH, attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      written = true;
    } finally {
      if (!written) {
        Files.deleteIfExists(beside);
      }
    }
    return beside;
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file in a folder");
    }
    return parent;
  }

  private static FileAttribute<?>[] ownerOnly(Path near) {
    return permissions(near, "rw-------");
  }

  private static FileAttribute<?>[] permissions(Path near, String mode) {
    if (!near.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
