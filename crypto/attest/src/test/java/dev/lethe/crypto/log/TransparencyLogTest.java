package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransparencyLogTest {
  private static final String ORIGIN = "lethe.example/log";

  @TempDir Path home;

  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));

  private Path dir() {
    return home.resolve("log");
  }

  private TransparencyLog open() throws IOException {
    return TransparencyLog.open(dir(), ORIGIN, key);
  }

  @Test
  void everyAppendIsProvenAgainstItsOwnCheckpoint() throws IOException {
    List<byte[]> entries = MerkleTreeTest.entries(20);
    try (TransparencyLog log = open()) {
      for (int i = 0; i < entries.size(); i++) {
        LogInclusion inclusion = log.append(entries.get(i));
        assertThat(inclusion.leafIndex()).isEqualTo(i);
        assertThat(inclusion.treeSize()).isEqualTo(i + 1);
        Checkpoint checkpoint = inclusion.verify(entries.get(i), ORIGIN, key.identity());
        assertThat(checkpoint.root())
            .isEqualTo(MerkleTreeTest.tree(entries.subList(0, i + 1)).root());
      }
    }
  }

  @Test
  void aLogOpenedAgainGoesOnWhereItStopped() throws IOException {
    List<byte[]> entries = MerkleTreeTest.entries(9);
    for (int i = 0; i < entries.size(); i++) {
      try (TransparencyLog log = open()) {
        assertThat(log.size()).isEqualTo(i);
        for (int earlier = 0; earlier < i; earlier++) {
          assertThat(log.entry(earlier)).isEqualTo(entries.get(earlier));
          log.inclusion(earlier).verify(entries.get(earlier), ORIGIN, key.identity());
        }
        log.append(entries.get(i)).verify(entries.get(i), ORIGIN, key.identity());
      }
    }
  }

  @Test
  void everyEarlierCheckpointIsConsistentWithTheLogNow() throws IOException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    try (TransparencyLog log = open()) {
      checkpoints.add(read(log.checkpoint()));
      for (byte[] entry : MerkleTreeTest.entries(12)) {
        log.append(entry);
        checkpoints.add(read(log.checkpoint()));
      }
      Checkpoint now = read(log.checkpoint());
      for (Checkpoint old : checkpoints) {
        List<byte[]> proof = log.consistency((int) old.size());
        assertThat(MerkleProofs.isConsistent(old.size(), old.root(), now.size(), now.root(), proof))
            .isTrue();
      }
    }
  }

  @Test
  void anEmptyLogHasASignedCheckpointOverTheEmptyTree() throws IOException {
    try (TransparencyLog log = open()) {
      assertThat(log.size()).isZero();
      assertThat(read(log.checkpoint()).root()).isEqualTo(MerkleHash.empty());
    }
    try (TransparencyLog log = open()) {
      assertThat(log.size()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, TransparencyLog.MAX_ENTRY_BYTES})
  void entriesOfAnyLengthUpToTheLimitAreKept(int length) throws IOException {
    byte[] entry = TestBytes.of(5, length);
    try (TransparencyLog log = open()) {
      log.append(entry);
    }
    try (TransparencyLog log = open()) {
      assertThat(log.entry(0)).isEqualTo(entry);
    }
  }

  @Test
  void anEntryOverTheLimitIsRefusedAndTheLogGoesOn() throws IOException {
    try (TransparencyLog log = open()) {
      assertThatThrownBy(() -> log.append(new byte[TransparencyLog.MAX_ENTRY_BYTES + 1]))
          .isInstanceOf(IllegalArgumentException.class);
      log.append(new byte[] {1});
      assertThat(log.size()).isEqualTo(1);
    }
  }

  @Test
  void aSecondWriterIsTurnedAwayAndTheFirstGoesOn() throws IOException {
    try (TransparencyLog log = open()) {
      assertThatThrownBy(() -> TransparencyLog.open(dir(), ORIGIN, key, List.of(), Duration.ZERO))
          .isInstanceOf(LogBusyException.class)
          .hasMessageContaining(dir().toString());
      log.append(new byte[] {1});
    }
    try (TransparencyLog log = open()) {
      assertThat(log.size()).isEqualTo(1);
    }
  }

  @Test
  void writersThatTakeTurnsLoseNothing()
      throws IOException, InterruptedException, ExecutionException {
    int writers = 2;
    int each = 8;
    var pool = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<List<Long>>> tasks = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String name = "writer " + writer + " entry ";
        tasks.add(
            () -> {
              List<Long> places = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                byte[] entry = (name + i).getBytes(StandardCharsets.UTF_8);
                try (TransparencyLog log = open()) {
                  LogInclusion inclusion = log.append(entry);
                  inclusion.verify(entry, ORIGIN, key.identity());
                  places.add(inclusion.leafIndex());
                }
              }
              return places;
            });
      }
      Set<Long> places = new HashSet<>();
      for (Future<List<Long>> written : pool.invokeAll(tasks)) {
        places.addAll(written.get());
      }
      assertThat(places).hasSize(writers * each);
    } finally {
      pool.shutdownNow();
    }
    Set<String> entries = new HashSet<>();
    try (TransparencyLog log = open()) {
      for (int i = 0; i < log.size(); i++) {
        entries.add(new String(log.entry(i), StandardCharsets.UTF_8));
      }
    }
    assertThat(entries).hasSize(writers * each).contains("writer 0 entry 0", "writer 1 entry 7");
  }

  @Test
  void threadsThatShareOneLogLoseNothing()
      throws IOException, InterruptedException, ExecutionException {
    var pool = Executors.newFixedThreadPool(4);
    try (TransparencyLog log = open()) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        byte[] entry = {(byte) i};
        tasks.add(
            () -> {
              log.append(entry).verify(entry, ORIGIN, key.identity());
              return true;
            });
      }
      for (Future<Boolean> done : pool.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
      assertThat(log.size()).isEqualTo(24);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void afterARotationTheNewKeySignsTheSameLog() throws IOException {
    try (TransparencyLog log = open()) {
      log.append(new byte[] {1});
    }
    OperatorKey next = OperatorKey.generate(TestBytes.random(2));
    assertThatThrownBy(() -> TransparencyLog.open(dir(), ORIGIN, next))
        .isInstanceOf(LogTamperedException.class)
        .hasMessageContaining("former");
    try (TransparencyLog log = TransparencyLog.open(dir(), ORIGIN, next, List.of(key.identity()))) {
      log.inclusion(0).verify(new byte[] {1}, ORIGIN, next.identity());
    }
    try (TransparencyLog log = TransparencyLog.open(dir(), ORIGIN, next)) {
      assertThat(log.size()).isEqualTo(1);
    }
  }

  @Test
  void aClosedLogIsOfNoMoreUse() throws IOException {
    TransparencyLog log = open();
    log.append(new byte[1]);
    log.close();
    assertThatThrownBy(() -> log.append(new byte[1])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> log.inclusion(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(log::checkpoint).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedOpenLeavesNoLockBehind() throws IOException {
    try (TransparencyLog log = open()) {
      log.append(new byte[1]);
    }
    OperatorKey stranger = OperatorKey.generate(TestBytes.random(3));
    assertThatThrownBy(() -> TransparencyLog.open(dir(), ORIGIN, stranger))
        .isInstanceOf(LogTamperedException.class);
    TransparencyLog.open(dir(), ORIGIN, key, List.of(), Duration.ZERO).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a+b", "a\nb"})
  void anOriginThatCannotStandInACheckpointIsRefused(String origin) {
    assertThatThrownBy(() -> TransparencyLog.open(dir(), origin, key))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dir()).doesNotExist();
  }

  private Checkpoint read(String note) {
    return Checkpoint.parseAndVerify(note, ORIGIN, key.identity());
  }
}
