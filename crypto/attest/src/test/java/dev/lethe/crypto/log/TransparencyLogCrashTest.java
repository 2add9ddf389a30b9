package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state an append can leave on disk when it stops before its checkpoint is in place. */
class TransparencyLogCrashTest {
  private static final String ORIGIN = "lethe.example/log";
  private static final byte[] KEPT = {1, 2, 3};
  private static final byte[] LOST = {4, 5, 6, 7};

  @TempDir Path dir;

  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));
  private byte[] before = new byte[0];
  private byte[] after = new byte[0];
  private byte[] checkpoint = new byte[0];

  @BeforeEach
  void stopAfterTheEntryIsWritten() throws IOException {
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      log.append(KEPT);
      before = Files.readAllBytes(dir.resolve("entries"));
      checkpoint = Files.readAllBytes(dir.resolve("checkpoint"));
      log.append(LOST);
      after = Files.readAllBytes(dir.resolve("entries"));
    }
  }

  @Test
  void anAppendCutAtAnyByteNeverWas() throws IOException {
    for (int length = before.length; length <= after.length; length++) {
      assertRecovers(Arrays.copyOf(after, length), "length " + length);
    }
  }

  @Test
  void anAppendWhoseBytesWereNotAllSyncedNeverWas() throws IOException {
    for (int at = before.length; at < after.length; at++) {
      byte[] zeroed = after.clone();
      Arrays.fill(zeroed, at, after.length, (byte) 0);
      assertRecovers(zeroed, "zeros from " + at);
      byte[] hole = after.clone();
      Arrays.fill(hole, before.length, at, (byte) 0);
      assertRecovers(hole, "zeros up to " + at);
    }
  }

  @Test
  void afterTheRepairTheLogTakesAppendsAsIfNothingHadHappened() throws IOException {
    place(Arrays.copyOf(after, after.length - 2));
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      log.append(LOST).verify(LOST, ORIGIN, key.identity());
    }
    assertThat(Files.readAllBytes(dir.resolve("entries"))).isEqualTo(after);
  }

  @Test
  void aCheckpointWrittenBesideButNotRenamedIsPassedOver() throws IOException {
    place(after);
    Files.writeString(dir.resolve(".checkpoint.0123456789abcdef"), "half a checkpo");
    assertRecovers(after, "leftover");
  }

  @Test
  void aLogWhoseCreationStoppedAfterItsFirstCheckpointIsAnEmptyLog() throws IOException {
    Files.delete(dir.resolve("entries"));
    Files.writeString(
        dir.resolve("checkpoint"), new Checkpoint(ORIGIN, 0, MerkleHash.empty()).sign(key));
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      assertThat(log.size()).isZero();
      log.append(KEPT).verify(KEPT, ORIGIN, key.identity());
    }
  }

  private void assertRecovers(byte[] entries, String how) throws IOException {
    place(entries);
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      assertThat(log.size()).as(how).isEqualTo(1);
      assertThat(log.entry(0)).as(how).isEqualTo(KEPT);
    }
    assertThat(Files.readAllBytes(dir.resolve("entries"))).as(how).isEqualTo(before);
  }

  private void place(byte[] entries) throws IOException {
    Files.write(dir.resolve("entries"), entries);
    Files.write(dir.resolve("checkpoint"), checkpoint);
  }
}
