package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.data.read.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetKeysTest {
  @TempDir Path home;

  private static String probe(DatasetKeys keys) {
    return HexFormat.of().formatHex(keys.hash("split").hash(new byte[1]));
  }

  @Test
  void aKeyIsKeptForItsOwnerAlone() throws IOException {
    Path folder = home.resolve("keys/datasets");
    DatasetKeys first = DatasetKeys.loadOrCreate(folder, "visits");
    assertThat(probe(DatasetKeys.loadOrCreate(folder, "visits"))).isEqualTo(probe(first));
    assertThat(probe(DatasetKeys.loadOrCreate(folder, "others"))).isNotEqualTo(probe(first));
    Path file = folder.resolve("visits.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first).hasToString("DatasetKeys");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aKeyOthersMayReadOrADamagedOneIsRefused() throws IOException {
    DatasetKeys.loadOrCreate(home, "visits");
    Path file = home.resolve("visits.key");
    String text = Files.readString(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DatasetKeys.loadOrCreate(home, "visits"))
        .withMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    for (String damaged : List.of("", text.substring(1), text.substring(0, 60), text + "00")) {
      Files.writeString(file, damaged);
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> DatasetKeys.loadOrCreate(home, "visits"))
          .withMessageContaining("damaged")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text.substring(21, 40)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "A", "a/b", ".a", "a\u0000"})
  void onlyDatasetIdsNameKeys(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> DatasetKeys.loadOrCreate(home, id));
  }

  @Test
  void callersAtOnceGetOneKey() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> all =
          threads.invokeAll(
              IntStream.range(0, 8)
                  .<java.util.concurrent.Callable<String>>mapToObj(
                      i -> () -> probe(DatasetKeys.loadOrCreate(home, "visits")))
                  .toList());
      Set<String> keys = new java.util.HashSet<>();
      for (Future<String> one : all) {
        keys.add(one.get());
      }
      assertThat(keys).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void purposesGiveUnrelatedHashes() {
    DatasetKeys keys = DatasetKeys.of(new byte[32]);
    Set<String> hashes =
        List.of("split", "unit", "row", "kept", "occurrence").stream()
            .map(p -> HexFormat.of().formatHex(keys.hash(p).hash(new byte[1])))
            .collect(Collectors.toSet());
    assertThat(hashes).hasSize(5);
  }
}
