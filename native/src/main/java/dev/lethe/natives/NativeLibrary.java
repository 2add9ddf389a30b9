package dev.lethe.natives;

import dev.lethe.natives.NativeLibraryException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native library once: the file that {@code LETHE_NATIVE_LIBRARY} names, or else the one
 * in the jar after its SHA-256 was checked.
 */
final class NativeLibrary {

  /** The environment variable that names a library to load instead of the packaged one. */
  static final String OVERRIDE = "LETHE_NATIVE_LIBRARY";

  /** Counts up with the library's own number whenever an extern comes, goes or changes. */
  private static final long EXTERNS = 2;

  static final String BUILD_IT =
      "Build it with ./lethe doctor --native, or build Lethe with cargo on the PATH and without"
          + " -Dlethe.native.skip, or name a built library in "
          + OVERRIDE
          + ".";

  private NativeLibrary() {}

  /** Runs once, at the first call; a failure is thrown again at each later one. */
  static void load() {
    NativeLibraryException failure = Loaded.FAILURE;
    if (failure != null) {
      throw new NativeLibraryException(failure);
    }
  }

  /** The holder idiom keeps the load to one thread and to the first use. */
  private static final class Loaded {

    static final @Nullable NativeLibraryException FAILURE = attempt();

    private static @Nullable NativeLibraryException attempt() {
      try {
        String named = System.getenv(OVERRIDE);
        Path file =
            named != null && !named.isEmpty()
                ? overridden(Path.of(named))
                : PackagedLibrary.extract(
                    Platform.current(), PackagedLibrary.cacheFolder(), NativeLibrary.class);
        link(file);
        return null;
      } catch (NativeLibraryException e) {
        return e;
      }
    }
  }

  static Path overridden(Path named) {
    if (!Files.isRegularFile(named)) {
      throw new NativeLibraryException(
          Reason.MISSING,
          OVERRIDE + " names " + named + ", which is not a file. Correct it or unset it.",
          null);
    }
    return named.toAbsolutePath();
  }

  static void link(Path file) {
    long found;
    try {
      System.load(file.toString());
      found = abi();
    } catch (UnsatisfiedLinkError e) {
      throw new NativeLibraryException(
          Reason.UNLOADABLE,
          file
              + " could not be loaded: "
              + e.getMessage()
              + ". It needs a C library as new as the one it was built with, and a folder that"
              + " allows execution. "
              + BUILD_IT,
          e);
    }
    if (found != (OpenDpTable.ABI ^ (EXTERNS << 32))) {
      throw new NativeLibraryException(
          Reason.DAMAGED, file + " belongs to another build of Lethe. " + BUILD_IT, null);
    }
  }

  /** What tells the library's table of functions and its externs from those of any other build. */
  private static native long abi();

  /** The operating system and the processor, as the jar names them. */
  record Platform(String system, String machine) {

    static Platform current() {
      return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String name, String architecture) {
      String os = name.toLowerCase(Locale.ROOT);
      String system = os.contains("linux") ? "linux" : os.contains("mac") ? "macos" : os;
      String machine =
          switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "arm64", "aarch64" -> "aarch64";
            default -> architecture;
          };
      return new Platform(system, machine);
    }

    String library() {
      return system.equals("macos") ? "liblethe_rust.dylib" : "liblethe_rust.so";
    }

    String resource() {
      return "/META-INF/native/" + this + "/" + library();
    }

    @Override
    public String toString() {
      return system + "-" + machine;
    }
  }
}
