package dev.lethe.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.SecretKeyAccess;
import dev.lethe.crypto.TestBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyTest {
  @TempDir Path dir;

  private Path file() {
    return dir.resolve("keys").resolve("seal.key");
  }

  @Test
  void theSecondLoadGivesTheFirstKey() throws IOException {
    SealKey created = SealKey.loadOrCreate(file());
    SealKey loaded = SealKey.loadOrCreate(file());
    assertThat(loaded.bytes(SecretKeyAccess.granted()))
        .isEqualTo(created.bytes(SecretKeyAccess.granted()));
    assertThat(loaded.keyId()).isEqualTo(created.keyId());
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws IOException {
    SealKey.loadOrCreate(file());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void thoseWhoRaceToCreateItAllGetTheSameKey()
      throws IOException, InterruptedException, ExecutionException {
    for (int round = 0; round < 10; round++) {
      Path shared = dir.resolve("seal-" + round + ".key");
      var pool = Executors.newFixedThreadPool(4);
      try {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          tasks.add(() -> SealKey.loadOrCreate(shared).keyId());
        }
        Set<String> ids = new HashSet<>();
        for (Future<String> id : pool.invokeAll(tasks)) {
          ids.add(id.get());
        }
        assertThat(ids).hasSize(1);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void everyTruncationOfTheFileIsRefusedAndLeavesItAlone() throws IOException {
    SealKey.loadOrCreate(file());
    byte[] text = Files.readAllBytes(file());
    for (int length = 0; length < text.length; length++) {
      Files.write(file(), Arrays.copyOf(text, length));
      assertThatThrownBy(() -> SealKey.loadOrCreate(file()))
          .isInstanceOf(SealException.class)
          .hasMessageContaining("seal.key");
      assertThat(Files.size(file())).isEqualTo(length);
    }
  }

  @Test
  void noFlippedBitOfTheFileGivesTheSameKey() throws IOException {
    String keyId = SealKey.loadOrCreate(file()).keyId();
    byte[] text = Files.readAllBytes(file());
    for (int bit = 0; bit < 8 * text.length; bit++) {
      Files.write(file(), TestBytes.flipBit(text, bit));
      assertThat(keyIdOrRefused()).as("bit %d", bit).isNotEqualTo(keyId);
    }
  }

  private String keyIdOrRefused() throws IOException {
    try {
      return SealKey.loadOrCreate(file()).keyId();
    } catch (SealException e) {
      return "refused";
    }
  }

  @Test
  void textFormsHoldNoSecretAndClosingEndsItsUse() {
    SealKey key = SealKey.generate(TestBytes.random(4));
    assertThat(key.toString())
        .contains(key.keyId())
        .doesNotContain(HexFormat.of().formatHex(key.bytes(SecretKeyAccess.granted())));
    key.close();
    assertThatThrownBy(() -> key.bytes(SecretKeyAccess.granted()))
        .isInstanceOf(IllegalStateException.class);
  }
}
