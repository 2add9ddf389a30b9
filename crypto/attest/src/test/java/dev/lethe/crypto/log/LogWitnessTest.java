package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness is shown honest logs, and logs of operators who would like it to forget. */
class LogWitnessTest {
  private static final String ORIGIN = "log.example/a";
  private static final OperatorKey KEY = OperatorKey.generate("operator", TestBytes.random(1));
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TempDir Path dir;
  private final Histories log = new Histories(ORIGIN, KEY).append(1, 2, 3, 4, 5);

  @BeforeEach
  void makeTheWitness() throws IOException {
    LogWitness.init(dir, "auditor", TestBytes.random(2));
    try (LogWitness witness = LogWitness.open(dir)) {
      witness.follow(ORIGIN, KEY.identity());
    }
  }

  private String cosign(ConsistencyProof request) throws IOException {
    return cosign(request, NOW);
  }

  private String cosign(ConsistencyProof request, Instant now) throws IOException {
    try (LogWitness witness = LogWitness.open(dir)) {
      return witness.cosign(request, now);
    }
  }

  private WitnessKey key() throws IOException {
    return WitnessKey.of(PublicIdentity.load(dir.resolve("auditor.pub")));
  }

  private void assertRefused(ConsistencyProof request, String why) throws IOException {
    byte[] before = state();
    assertThatThrownBy(() -> cosign(request))
        .isInstanceOf(WitnessRefusedException.class)
        .hasMessageContaining(why);
    assertThat(state()).isEqualTo(before);
  }

  private byte[] state() throws IOException {
    return Files.readAllBytes(WitnessedLog.file(dir.resolve("logs"), ORIGIN));
  }

  @Test
  void cosignsALogThatGrows() throws IOException {
    String first = cosign(log.proof(0));
    assertThat(Cosignature.find(first, key()).orElseThrow().time()).isEqualTo(NOW);
    log.append(6, 7);
    String second = cosign(log.proof(5), NOW.plusSeconds(5));
    Cosignature cosignature = Cosignature.find(second, key()).orElseThrow();
    assertThat(cosignature.checkpoint().size()).isEqualTo(7);
    assertThat(cosignature.time()).isEqualTo(NOW.plusSeconds(5));
    cosign(log.proof(7), NOW.plusSeconds(9)); // the same tree again, at a later time
    try (LogWitness witness = LogWitness.open(dir)) {
      assertThat(witness.followed())
          .singleElement()
          .satisfies(f -> assertThat(f.last().size()).isEqualTo(7));
    }
  }

  @Test
  void theLogRolledBackIsRefused() throws IOException {
    cosign(log.proof(0));
    assertRefused(log.proof(0, 3), "rolled back");
  }

  @Test
  void theSameSizeWithAnotherTreeIsRefused() throws IOException {
    Histories fork = log.fork().append(60);
    cosign(log.append(61).proof(0));
    assertRefused(fork.proof(0), "forked");
    assertRefused(fork.proof(6), "forked");
  }

  @Test
  void aForkThatGrewPastIsRefusedWithWhateverProof() throws IOException {
    Histories fork = log.fork().append(60, 61, 62);
    cosign(log.append(70).proof(0));
    for (int old = 0; old <= fork.size(); old++) {
      int from = old;
      assertThatThrownBy(() -> cosign(fork.proof(from)))
          .isInstanceOf(WitnessRefusedException.class);
    }
    ConsistencyProof ofTheOtherLog = log.append(71, 72).proof(6);
    assertRefused(new ConsistencyProof(6, ofTheOtherLog.proof(), fork.note()), "does not lead");
    cosign(ofTheOtherLog); // and the history it follows still goes on
  }

  @Test
  void aProofFromElsewhereIsRefusedWithTheSizeToStartFrom() throws IOException {
    cosign(log.proof(0));
    assertRefused(log.append(6).proof(4), "lethe log consistency 5");
  }

  @Test
  void aCheckpointUnderAnotherKeyIsRefused() throws IOException {
    OperatorKey thief = OperatorKey.generate("operator", TestBytes.random(9));
    Histories stolen = new Histories(ORIGIN, thief).append(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> cosign(stolen.proof(0))).isInstanceOf(CheckpointException.class);
    try (LogWitness witness = LogWitness.open(dir)) {
      assertThatThrownBy(() -> witness.follow(ORIGIN, thief.identity()))
          .isInstanceOf(WitnessRefusedException.class)
          .hasMessageContaining("changed keys");
    }
  }

  @Test
  void aLogItDoesNotFollowIsRefused() {
    Histories other = new Histories("log.example/b", KEY).append(1);
    assertThatThrownBy(() -> cosign(other.proof(0)))
        .isInstanceOf(WitnessRefusedException.class)
        .hasMessageContaining("log.example/b");
  }

  @Test
  void aChangeOfKeysForgetsNothing() throws IOException {
    cosign(log.proof(0));
    OperatorKey next = OperatorKey.generate("operator", TestBytes.random(9));
    Histories rotated = new Histories(ORIGIN, next).append(1, 2, 3, 4, 5);
    try (LogWitness witness = LogWitness.open(dir)) {
      witness.changeKey(ORIGIN, next.identity());
    }
    assertThatThrownBy(() -> cosign(new Histories(ORIGIN, next).append(1, 2, 3, 4, 6).proof(5)))
        .isInstanceOf(WitnessRefusedException.class);
    assertThatThrownBy(() -> cosign(new Histories(ORIGIN, next).append(1).proof(0)))
        .isInstanceOf(WitnessRefusedException.class);
    cosign(rotated.append(6).proof(5));
    assertThatThrownBy(() -> cosign(log.append(6, 7).proof(6)))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void followingAgainForgetsNothing() throws IOException {
    cosign(log.proof(0));
    try (LogWitness witness = LogWitness.open(dir)) {
      witness.follow(ORIGIN, KEY.identity());
    }
    assertRefused(log.proof(0, 3), "rolled back");
  }

  @Test
  void aClockPutBackDoesNotPutTheTimeBack() throws IOException {
    cosign(log.proof(0));
    String note = cosign(log.append(6).proof(5), NOW.minusSeconds(86_400));
    assertThat(Cosignature.find(note, key()).orElseThrow().time()).isEqualTo(NOW);
  }

  /** What it saw is durable first: where that fails, no cosignature exists anywhere. */
  @Test
  void withoutItsMemoryOnDiskItCosignsNothing() throws IOException {
    Path logs = dir.resolve("logs");
    Path file = WitnessedLog.file(logs, ORIGIN);
    byte[] state = state();
    Files.delete(file);
    Files.createDirectories(file.resolve("in-the-way"));
    assertThatThrownBy(() -> cosign(log.proof(0))).isInstanceOf(IOException.class);
    Files.delete(file.resolve("in-the-way"));
    Files.delete(file);
    Files.write(file, state);
    cosign(log.proof(0));
  }

  /**
   * Killed after its memory was written and before the cosignature got out: it can be asked again.
   */
  @Test
  void aCrashBetweenMemoryAndCosignatureLosesNothing() throws IOException {
    cosign(log.proof(0)); // whatever it returned is lost
    assertThatThrownBy(() -> cosign(log.fork().append(9).proof(0)))
        .isInstanceOf(WitnessRefusedException.class);
    assertThat(Cosignature.find(cosign(log.proof(5)), key())).isPresent();
  }

  @Test
  void temporariesOfACrashAreNotTakenForItsMemory() throws IOException {
    cosign(log.proof(0));
    Path left = dir.resolve("logs").resolve(".0123456789abcdef0123456789abcdef.0011");
    Files.write(left, new byte[] {1});
    try (LogWitness witness = LogWitness.open(dir)) {
      assertThat(witness.followed()).hasSize(1);
    }
  }

  @Test
  void aDamagedMemoryIsRefused() throws IOException {
    cosign(log.proof(0));
    byte[] state = state();
    Path file = WitnessedLog.file(dir.resolve("logs"), ORIGIN);
    Random random = new Random(7);
    log.append(6);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] changed = TestBytes.mutate(state, random);
      Files.write(file, changed);
      try {
        cosign(log.proof(5));
      } catch (WitnessRefusedException | CheckpointException expected) {
        refused++;
      }
      // Whatever the damage, a history it did not see is never cosigned on the strength of it.
      Files.write(file, changed);
      assertThatThrownBy(() -> cosign(new Histories(ORIGIN, KEY).append(8, 8, 8, 8, 8, 8).proof(5)))
          .isInstanceOf(dev.lethe.crypto.VerificationException.class);
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void theMemoryOfOneLogIsNotTakenForThatOfAnother() throws IOException {
    Path logs = dir.resolve("logs");
    try (LogWitness witness = LogWitness.open(dir)) {
      witness.follow("log.example/b", KEY.identity());
    }
    cosign(log.proof(0));
    Files.write(
        WitnessedLog.file(logs, ORIGIN),
        Files.readAllBytes(WitnessedLog.file(logs, "log.example/b")));
    assertThatThrownBy(() -> cosign(log.proof(0)))
        .isInstanceOf(WitnessRefusedException.class)
        .hasMessageContaining("log.example/b");
    try (LogWitness witness = LogWitness.open(dir)) {
      assertThatThrownBy(() -> witness.changeKey(ORIGIN, KEY.identity()))
          .isInstanceOf(WitnessRefusedException.class);
    }
  }

  @Test
  void isMadeOnceAndOpenedWhereItIs() throws IOException {
    assertThatThrownBy(() -> LogWitness.init(dir, "second", TestBytes.random(3)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> LogWitness.open(dir.resolve("logs")).close())
        .isInstanceOf(NoSuchFileException.class);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("auditor.key", "auditor.pub", "logs", "lock");
    }
    assertThat(new String(state(), StandardCharsets.UTF_8))
        .startsWith("lethe-witnessed-log-v1\nlog " + ORIGIN + "+");
  }
}
