package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the log as someone changed them, each refused, and left as they were found. */
class TransparencyLogTamperTest {
  private static final String ORIGIN = "lethe.example/log";
  private static final int HEADER = 36;
  private static final List<byte[]> ENTRIES =
      List.of(new byte[] {1, 2, 3}, new byte[] {4}, new byte[] {5, 6});

  @TempDir Path dir;

  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));
  private byte[] entries = new byte[0];
  private byte[] checkpoint = new byte[0];
  private byte[] checkpointBefore = new byte[0];

  @BeforeEach
  void writeLog() throws IOException {
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      for (byte[] entry : ENTRIES) {
        checkpointBefore = Files.readAllBytes(dir.resolve("checkpoint"));
        log.append(entry);
      }
    }
    entries = Files.readAllBytes(dir.resolve("entries"));
    checkpoint = Files.readAllBytes(dir.resolve("checkpoint"));
  }

  private void assertTampered(String how) throws IOException {
    byte[] found = Files.exists(dir.resolve("entries")) ? read("entries") : new byte[0];
    assertThatThrownBy(() -> TransparencyLog.open(dir, ORIGIN, key).close())
        .as(how)
        .isInstanceOf(LogTamperedException.class);
    if (Files.exists(dir.resolve("entries"))) {
      assertThat(read("entries")).as(how).isEqualTo(found);
    }
  }

  @Test
  void anyBitOfTheEntriesFlipped() throws IOException {
    for (int bit = 0; bit < 8 * entries.length; bit++) {
      write("entries", TestBytes.flipBit(entries, bit));
      assertTampered("bit " + bit);
    }
  }

  @Test
  void anyBitOfTheCheckpointFlipped() throws IOException {
    for (int bit = 0; bit < 8 * checkpoint.length; bit += 3) {
      write("checkpoint", TestBytes.flipBit(checkpoint, bit));
      assertTampered("bit " + bit);
    }
  }

  @Test
  void entriesCutAtAnyByte() throws IOException {
    for (int length = 0; length < entries.length; length++) {
      write("entries", Arrays.copyOf(entries, length));
      assertTampered("length " + length);
    }
  }

  @Test
  void checkpointCutAtAnyByte() throws IOException {
    for (int length = 0; length < checkpoint.length; length++) {
      write("checkpoint", Arrays.copyOf(checkpoint, length));
      assertTampered("length " + length);
    }
  }

  @Test
  void aLeafReplacedTogetherWithItsHash() throws IOException {
    byte[] forged = entries.clone();
    byte[] entry = {9, 9, 9};
    ByteBuffer.wrap(forged).putInt(3).put(MerkleHash.leaf(entry)).put(entry);
    write("entries", forged);
    assertTampered("leaf replaced");
  }

  @Test
  void twoEntriesExchanged() throws IOException {
    int first = HEADER + 3;
    int second = HEADER + 1;
    byte[] exchanged = entries.clone();
    System.arraycopy(entries, first, exchanged, 0, second);
    System.arraycopy(entries, 0, exchanged, second, first);
    write("entries", exchanged);
    assertTampered("entries exchanged");
  }

  @Test
  void theFirstEntryRemoved() throws IOException {
    write("entries", Arrays.copyOfRange(entries, HEADER + 3, entries.length));
    assertTampered("first entry removed");
  }

  @Test
  void theEntriesRemoved() throws IOException {
    Files.delete(dir.resolve("entries"));
    assertTampered("entries removed");
  }

  @Test
  void theCheckpointRemoved() throws IOException {
    Files.delete(dir.resolve("checkpoint"));
    assertTampered("checkpoint removed");
  }

  @Test
  void theCheckpointOfAnotherLog() throws IOException {
    write("checkpoint", new Checkpoint("lethe.example/other", 3, root()).sign(key));
    assertTampered("another origin");
  }

  @Test
  void theCheckpointOfAnotherKey() throws IOException {
    OperatorKey other = OperatorKey.generate(TestBytes.random(2));
    write("checkpoint", new Checkpoint(ORIGIN, 3, root()).sign(other));
    assertTampered("another key");
  }

  @Test
  void aSignedCheckpointOverMoreEntriesThanThereAre() throws IOException {
    write("checkpoint", new Checkpoint(ORIGIN, 4, root()).sign(key));
    assertTampered("one entry more");
    write("checkpoint", new Checkpoint(ORIGIN, 999_999_999_999_999_999L, root()).sign(key));
    assertTampered("absurdly many");
  }

  @Test
  void aSignedCheckpointWithAnotherRoot() throws IOException {
    write("checkpoint", new Checkpoint(ORIGIN, 3, new byte[32]).sign(key));
    assertTampered("another root");
  }

  @Test
  void aCheckpointTwoAppendsOlderThanTheEntries() throws IOException {
    write("checkpoint", new Checkpoint(ORIGIN, 1, MerkleHash.leaf(ENTRIES.get(0))).sign(key));
    assertTampered("two appends older");
  }

  /** What no check on this machine can tell from an append that was cut short: see the docs. */
  @Test
  void aCheckpointOneAppendOlderLooksLikeACrashAndOnlyAHeldCheckpointShowsIt() throws IOException {
    Checkpoint held =
        Checkpoint.parseAndVerify(
            new String(checkpoint, StandardCharsets.UTF_8), ORIGIN, key.identity());
    write("checkpoint", checkpointBefore);
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      assertThat(log.size()).isEqualTo(2);
      log.append(new byte[] {7});
      Checkpoint now = Checkpoint.parseAndVerify(log.checkpoint(), ORIGIN, key.identity());
      assertThat(now.size()).isEqualTo(held.size());
      assertThat(
              MerkleProofs.isConsistent(
                  held.size(), held.root(), now.size(), now.root(), log.consistency(3)))
          .isFalse();
    }
  }

  @Test
  void restoringTheFilesMendsTheLog() throws IOException {
    write("entries", Arrays.copyOf(entries, 10));
    assertTampered("cut");
    write("entries", entries);
    try (TransparencyLog log = TransparencyLog.open(dir, ORIGIN, key)) {
      assertThat(log.size()).isEqualTo(3);
    }
  }

  private static byte[] root() {
    return MerkleTreeTest.tree(ENTRIES).root();
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(dir.resolve(name));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name), bytes);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }
}
