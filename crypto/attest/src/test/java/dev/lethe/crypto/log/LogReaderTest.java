package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final String ORIGIN = "log.example/a";
  private static final OperatorKey KEY = OperatorKey.generate("operator", TestBytes.random(1));
  private static final OperatorKey WITNESS = OperatorKey.generate("w", TestBytes.random(2));
  private static final WitnessKey WITNESS_KEY = WitnessKey.of(WITNESS.identity());
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TempDir Path dir;

  private String append(int... numbers) throws IOException {
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, KEY)) {
      for (int number : numbers) {
        log.append(new byte[] {(byte) number});
      }
      return log.checkpoint();
    }
  }

  private LogReader reader() throws IOException {
    return LogReader.open(dir, List.of(KEY.identity()));
  }

  @Test
  void readsAnEmptyLogAndAGrowingOne() throws IOException {
    assertThat(LogReader.exists(dir)).isFalse();
    append();
    assertThat(LogReader.exists(dir)).isTrue();
    assertThat(reader().checkpoint().size()).isZero();
    String note = append(1, 2, 3);
    assertThat(reader().note()).isEqualTo(note);
    assertThat(reader().signer()).isEqualTo(KEY.identity());
  }

  @Test
  void readsWhileAWriterHoldsTheLog() throws IOException {
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, KEY)) {
      log.append(new byte[] {1});
      assertThat(reader().checkpoint().size()).isEqualTo(1);
    }
  }

  @Test
  void provesEveryOlderCheckpoint() throws IOException {
    String older = append(1, 2, 3);
    String middle = append(4);
    append(5, 6, 7);
    LogReader reader = reader();
    Checkpoint old = Checkpoint.parseAndVerify(older, ORIGIN, KEY.identity());
    assertThat(reader.consistency(3).leads(old, reader.checkpoint())).isTrue();
    Checkpoint mid = Checkpoint.parseAndVerify(middle, ORIGIN, KEY.identity());
    assertThat(reader.consistency(3, middle).leads(old, mid)).isTrue();
    assertThatThrownBy(() -> reader.consistency(5, middle))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOlderCopyOfTheLogDoesNotHoldANewerCheckpoint() throws IOException {
    append(1, 2);
    byte[] entries = Files.readAllBytes(dir.resolve("entries"));
    byte[] checkpoint = Files.readAllBytes(dir.resolve("checkpoint"));
    Checkpoint newer = Checkpoint.unverified(append(3));
    Files.write(dir.resolve("entries"), entries);
    Files.write(dir.resolve("checkpoint"), checkpoint);
    assertThatThrownBy(() -> reader().requireHolds(newer))
        .isInstanceOf(ForkedLogException.class)
        .hasMessageContaining("rolled back");
    append(4, 5);
    assertThatThrownBy(() -> reader().requireHolds(newer))
        .isInstanceOf(ForkedLogException.class)
        .hasMessageContaining("forked");
  }

  @Test
  void aChangedEntryIsRefused() throws IOException {
    append(1, 2, 3);
    byte[] entries = Files.readAllBytes(dir.resolve("entries"));
    for (int bit = 0; bit < 8 * entries.length; bit += 7) {
      Files.write(dir.resolve("entries"), TestBytes.flipBit(entries, bit));
      assertThatThrownBy(this::reader).isInstanceOf(LogTamperedException.class);
    }
    Files.write(dir.resolve("entries"), entries);
    assertThatThrownBy(() -> LogReader.open(dir, List.of(WITNESS.identity())))
        .isInstanceOf(LogTamperedException.class);
  }

  @Test
  void keepsTheNewestCosignedCheckpointAndProvesItToTheCurrentOne() throws IOException {
    String first = Cosignature.add(append(1, 2), WITNESS, NOW);
    String second = Cosignature.add(append(3), WITNESS, NOW.plusSeconds(1));
    List<WitnessKey> witnesses = List.of(WITNESS_KEY);
    LogCosignatures.add(dir, second, witnesses, List.of(KEY.identity()));
    LogCosignatures.add(dir, first, witnesses, List.of(KEY.identity()));
    assertThat(LogCosignatures.kept(dir))
        .singleElement()
        .satisfies(c -> assertThat(c.checkpoint().size()).isEqualTo(3));
    append(4, 5);
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, KEY)) {
      CosignedPrefix prefix = log.cosigned().orElseThrow();
      Checkpoint now = Checkpoint.unverified(log.checkpoint());
      assertThat(prefix.isPrefixOf(now)).isTrue();
      assertThat(Cosignature.find(prefix.checkpoint(), WITNESS_KEY)).isPresent();
      Checkpoint other =
          Checkpoint.unverified(new Histories(ORIGIN, KEY).append(9, 9, 9, 9, 9).note());
      assertThat(prefix.isPrefixOf(other)).isFalse();
    }
  }

  @Test
  void joinsTheCosignaturesOfTwoWitnessesOnOneTree() throws IOException {
    String note = append(1, 2);
    OperatorKey two = OperatorKey.generate("v", TestBytes.random(4));
    LogCosignatures.add(
        dir, Cosignature.add(note, WITNESS, NOW), List.of(WITNESS_KEY), List.of(KEY.identity()));
    LogCosignatures.add(
        dir,
        Cosignature.add(note, two, NOW),
        List.of(WitnessKey.of(two.identity())),
        List.of(KEY.identity()));
    assertThat(LogCosignatures.kept(dir)).hasSize(2);
  }

  @Test
  void keepsNothingThatIsNotCosignedOrNotOfThisLog() throws IOException {
    String note = append(1, 2);
    List<WitnessKey> witnesses = List.of(WITNESS_KEY);
    assertThatThrownBy(() -> LogCosignatures.add(dir, note, witnesses, List.of(KEY.identity())))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("not cosigned");
    String other = Cosignature.add(new Histories(ORIGIN, KEY).append(8, 9).note(), WITNESS, NOW);
    assertThatThrownBy(() -> LogCosignatures.add(dir, other, witnesses, List.of(KEY.identity())))
        .isInstanceOf(ForkedLogException.class);
    assertThat(LogCosignatures.note(dir)).isEmpty();
  }

  @Test
  void textThatIsNoCosignedCheckpointIsRefusedAndNamed() throws IOException {
    append(1);
    Files.writeString(dir.resolve("cosigned"), "nothing of the kind");
    assertThatThrownBy(() -> LogCosignatures.kept(dir))
        .isInstanceOf(LogTamperedException.class)
        .hasMessageContaining("cosigned");
    Files.delete(dir.resolve("cosigned"));
    LogCosignatures.add(
        dir,
        Cosignature.add(append(), WITNESS, NOW),
        List.of(WITNESS_KEY),
        List.of(KEY.identity()));
    Files.writeString(dir.resolve("witnesses"), "w+00000000+AAAA\n");
    assertThatThrownBy(() -> LogCosignatures.kept(dir))
        .isInstanceOf(LogTamperedException.class)
        .hasMessageContaining("witnesses");
  }

  @Test
  void aCosignedCheckpointOfAnotherHistoryBesideTheLogIsRefused() throws IOException {
    append(1, 2, 3);
    String other = Cosignature.add(new Histories(ORIGIN, KEY).append(8, 9).note(), WITNESS, NOW);
    Files.writeString(dir.resolve("cosigned"), other);
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, KEY)) {
      assertThatThrownBy(log::cosigned).isInstanceOf(ForkedLogException.class);
    }
  }
}
