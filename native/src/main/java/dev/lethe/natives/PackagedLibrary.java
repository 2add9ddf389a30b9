package dev.lethe.natives;

import dev.lethe.natives.NativeLibrary.Platform;
import dev.lethe.natives.NativeLibraryException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The library in the jar, and its copy in a private cache folder.
 *
 * <p>A copy is loaded only if its bytes have the SHA-256 that was recorded when the library was
 * built. It is written beside its place and then renamed, so that two processes at once never see
 * half a file.
 */
final class PackagedLibrary {

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PackagedLibrary() {}

  /** {@code LETHE_HOME/cache/native}, where {@code LETHE_HOME} is {@code ~/.lethe} unless set. */
  static Path cacheFolder() {
    String home = System.getenv("LETHE_HOME");
    Path base =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".lethe")
            : Path.of(home);
    return base.resolve("cache").resolve("native").toAbsolutePath();
  }

  /** The checked copy of the library for a platform, made now if it is not there. */
  static Path extract(Platform platform, Path cache, Class<?> owner) {
    String expected = recordedHash(platform, owner);
    Path folder = cache.resolve(expected);
    Path file = folder.resolve(platform.library());
    try {
      // A half-dead disk or another hand may have changed the copy; the jar then makes it anew.
      if (Files.exists(file) && expected.equals(sha256(file))) {
        return file;
      }
      createPrivate(cache);
      createPrivate(folder);
      write(platform, owner, expected, folder, file);
      return file;
    } catch (IOException e) {
      throw new NativeLibraryException(
          Reason.UNLOADABLE,
          "The native library could not be written to "
              + folder
              + ": "
              + e.getMessage()
              + ". Make room there, or set LETHE_HOME to a folder of yours.",
          e);
    }
  }

  private static String recordedHash(Platform platform, Class<?> owner) {
    try (InputStream in = resource(owner, platform, platform.resource() + ".sha256")) {
      String hash = new String(in.readNBytes(65), StandardCharsets.US_ASCII).trim();
      if (!hash.matches("[0-9a-f]{64}")) {
        throw damaged();
      }
      return hash;
    } catch (IOException e) {
      throw unreadable(platform, e);
    }
  }

  private static InputStream resource(Class<?> owner, Platform platform, String name) {
    InputStream in = owner.getResourceAsStream(name);
    if (in != null) {
      return in;
    }
    boolean buildable = platform.system().equals("linux") || platform.system().equals("macos");
    throw new NativeLibraryException(
        buildable ? Reason.MISSING : Reason.WRONG_PLATFORM,
        "This build of Lethe has no native library for "
            + platform
            + ", so OpenDP is not available. "
            + (buildable
                ? NativeLibrary.BUILD_IT
                : "It can be built on Linux and macOS; run Lethe there."),
        null);
  }

  private static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder, PRIVATE);
      } catch (FileAlreadyExistsException e) {
        // Another process was faster.
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static void write(
      Platform platform, Class<?> owner, String expected, Path folder, Path file)
      throws IOException {
    Path beside = Files.createTempFile(folder, "new", ".tmp");
    try (InputStream in = resource(owner, platform, platform.resource())) {
      MessageDigest digest = digest();
      try (OutputStream out = Files.newOutputStream(beside)) {
        byte[] block = new byte[1 << 16];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          digest.update(block, 0, read);
          out.write(block, 0, read);
        }
      }
      if (!expected.equals(HexFormat.of().formatHex(digest.digest()))) {
        throw damaged();
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256.", e);
    }
  }

  private static NativeLibraryException damaged() {
    return new NativeLibraryException(
        Reason.DAMAGED,
        "The native library in the jar is not the one that was built: its SHA-256 differs. Build"
            + " or fetch Lethe again.",
        null);
  }

  private static NativeLibraryException unreadable(Platform platform, IOException e) {
    return new NativeLibraryException(
        Reason.DAMAGED,
        "The jar's native library for " + platform + " cannot be read: " + e.getMessage(),
        e);
  }
}
