package dev.lethe.natives;

import dev.lethe.natives.NativeLibrary.Platform;
import dev.lethe.natives.NativeLibraryException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
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
    byte[] library = resource(owner, platform, platform.resource());
    String expected =
        new String(
                resource(owner, platform, platform.resource() + ".sha256"),
                StandardCharsets.US_ASCII)
            .trim();
    if (!expected.equals(sha256(library))) {
      throw damaged("The native library in the jar");
    }
    Path folder = cache.resolve(expected);
    Path file = folder.resolve(platform.library());
    try {
      createPrivate(cache);
      createPrivate(folder);
      if (!Files.exists(file)) {
        write(library, folder, file);
      }
      if (!expected.equals(sha256(Files.readAllBytes(file)))) {
        // A half-dead disk or another hand: the jar's bytes are known to be good.
        write(library, folder, file);
        if (!expected.equals(sha256(Files.readAllBytes(file)))) {
          throw damaged(file.toString());
        }
      }
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

  private static byte[] resource(Class<?> owner, Platform platform, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in != null) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new NativeLibraryException(
          Reason.DAMAGED, "The jar's " + name + " cannot be read: " + e.getMessage(), e);
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
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process was faster.
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static void write(byte[] library, Path folder, Path file) throws IOException {
    Path beside = Files.createTempFile(folder, "new", ".tmp");
    try {
      Files.write(beside, library);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static NativeLibraryException damaged(String what) {
    return new NativeLibraryException(
        Reason.DAMAGED,
        what + " is not the one that was built: its SHA-256 differs. Build or fetch Lethe again.",
        null);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256.", e);
    }
  }
}
