package dev.lethe.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path dir;

  @Test
  void replacesAFileAndLeavesNothingBeside() throws IOException {
    Path file = dir.resolve("f");
    DurableFiles.writeAtomically(file, new byte[] {1});
    DurableFiles.writeAtomically(file, new byte[] {2, 3});
    assertThat(Files.readAllBytes(file)).containsExactly(2, 3);
    assertOnly("f");
  }

  @Test
  void aReaderNeverSeesAnythingButAWholeFile()
      throws IOException, InterruptedException, ExecutionException {
    Path file = dir.resolve("f");
    byte[] zeros = new byte[50_000];
    byte[] ones = new byte[70_000];
    Arrays.fill(ones, (byte) 1);
    DurableFiles.writeAtomically(file, zeros);
    AtomicBoolean stop = new AtomicBoolean();
    var pool = Executors.newSingleThreadExecutor();
    try {
      Callable<Integer> reader =
          () -> {
            int reads = 0;
            while (!stop.get()) {
              byte[] seen = Files.readAllBytes(file);
              assertThat(seen).isEqualTo(seen.length == ones.length ? ones : zeros);
              reads++;
            }
            return reads;
          };
      Future<Integer> reads = pool.submit(reader);
      for (int i = 0; i < 50; i++) {
        DurableFiles.writeAtomically(file, i % 2 == 0 ? ones : zeros);
      }
      stop.set(true);
      assertThat(reads.get()).isPositive();
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  @Test
  void aFailedReplacementLeavesTheOldContentAndNothingBeside() throws IOException {
    Path blocked = Files.createDirectory(dir.resolve("blocked"));
    Files.writeString(blocked.resolve("inside"), "x");
    assertThatThrownBy(() -> DurableFiles.writeAtomically(blocked, new byte[1]))
        .isInstanceOf(IOException.class);
    assertThat(blocked.resolve("inside")).hasContent("x");
    assertOnly("blocked");
  }

  @Test
  void aMissingFolderIsAnIoError() {
    assertThatThrownBy(() -> DurableFiles.writeAtomically(dir.resolve("no/f"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void secretsAreTheirOwnersFromTheFirstByteAndStaySoWhenReplaced() throws IOException {
    Path file = dir.resolve("s");
    Files.writeString(file, "old, world-readable");
    DurableFiles.writeSecretAtomically(file, new byte[] {1});
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void createSecretNeverReplaces() throws IOException {
    Path file = dir.resolve("s");
    DurableFiles.createSecret(file, new byte[] {1});
    assertThatThrownBy(() -> DurableFiles.createSecret(file, new byte[] {2}))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readAllBytes(file)).containsExactly(1);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertOnly("s");
  }

  @Test
  void foldersAreMadeWithTheirParentsAndOnlyForTheOwner() throws IOException {
    Path folder = dir.resolve("a/b/c");
    DurableFiles.createFolders(folder);
    DurableFiles.createFolders(folder);
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void aFileInTheWayOfAFolderIsAnError() throws IOException {
    Files.writeString(dir.resolve("a"), "");
    assertThatThrownBy(() -> DurableFiles.createFolders(dir.resolve("a")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> DurableFiles.createFolders(dir.resolve("a/b")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsUpToTheBoundAndNoFurther() throws IOException {
    Path file = Files.write(dir.resolve("f"), new byte[10]);
    assertThat(DurableFiles.readBounded(file, 10)).hasSize(10);
    assertThatThrownBy(() -> DurableFiles.readBounded(file, 9))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("9 bytes");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assertOnly(String name) throws IOException {
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(dir.resolve(name));
    }
  }
}
