package dev.lethe.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.natives.NativeLibrary.Platform;
import dev.lethe.natives.NativeLibraryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackagedLibraryTest {

  private static final Platform GOOD = new Platform("linux", "good");

  @TempDir private Path home;

  private Path cache() {
    return home.resolve("cache").resolve("native");
  }

  private Path extract(Platform platform) {
    return PackagedLibrary.extract(platform, cache(), PackagedLibraryTest.class);
  }

  @Test
  void theCopyIsPrivateAndWhole() throws IOException {
    Path copy = extract(GOOD);
    assertThat(copy).content().isEqualTo("not a library, but bytes with a known hash\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.getParent())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache())))
        .isEqualTo("rwx------");
    assertThat(extract(GOOD)).isEqualTo(copy);
  }

  @Test
  void aFolderOpenToOthersIsClosed() throws IOException {
    Files.createDirectories(
        cache(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    extract(GOOD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache())))
        .isEqualTo("rwx------");
  }

  @Test
  void aDamagedCopyIsReplaced() throws IOException {
    Path copy = extract(GOOD);
    Files.writeString(copy, "damaged");
    assertThat(extract(GOOD)).isEqualTo(copy);
    assertThat(copy).content().isEqualTo("not a library, but bytes with a known hash\n");
  }

  @Test
  void aTamperedLibraryInTheJarIsRefused() throws IOException {
    refused(() -> extract(new Platform("linux", "tampered")), Reason.DAMAGED, "SHA-256 differs");
    try (Stream<Path> left = Files.walk(cache())) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aHashThatIsNoneIsRefused() {
    refused(() -> extract(new Platform("linux", "badhash")), Reason.DAMAGED, "SHA-256 differs");
  }

  @Test
  void aLibraryWithoutItsHashIsRefused() {
    refused(() -> extract(new Platform("linux", "unhashed")), Reason.MISSING, "no native library");
  }

  @Test
  void aBuildWithoutTheLibrarySaysHowToGetIt() {
    refused(
        () -> extract(new Platform("linux", "riscv64")), Reason.MISSING, "./lethe doctor --native");
  }

  @Test
  void anotherSystemIsNamed() {
    refused(
        () -> extract(Platform.of("Windows 11", "amd64")),
        Reason.WRONG_PLATFORM,
        "windows 11-x86_64");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(home.resolve("cache"), "a file where a folder should be");
    refused(() -> extract(GOOD), Reason.UNLOADABLE, "set LETHE_HOME");
  }

  @Test
  void bytesThatAreNoLibraryAreRefused() {
    Path copy = extract(GOOD);
    refused(() -> NativeLibrary.link(copy), Reason.UNLOADABLE, "could not be loaded");
  }

  @Test
  void anOverrideThatIsNoFileIsNamed() {
    refused(
        () -> NativeLibrary.overridden(home.resolve("absent.so")),
        Reason.MISSING,
        "LETHE_NATIVE_LIBRARY");
  }

  private static void refused(ThrowingCallable action, Reason reason, String words) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            NativeLibraryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  @Test
  void processesAtOnceShareOneCopy() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Extractor.class.getName(),
                  cache().toString())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("output-" + i).toFile())
              .start());
    }
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue())
          .as(Files.readString(home.resolve("output-" + i)))
          .isZero();
    }
    try (Stream<Path> left = Files.walk(cache())) {
      assertThat(left.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  /** Extracts over and over, beside others that do the same. */
  static final class Extractor {

    private Extractor() {}

    /** Runs in a process of its own; what fails ends it with an exit code other than zero. */
    public static void main(String[] arguments) throws IOException {
      Path cache = Path.of(arguments[0]);
      for (int i = 0; i < 50; i++) {
        Path copy = PackagedLibrary.extract(GOOD, cache, PackagedLibraryTest.class);
        byte[] bytes = Files.readAllBytes(copy);
        if (bytes.length != 43) {
          throw new IOException("half a file: " + bytes.length);
        }
      }
    }
  }
}
