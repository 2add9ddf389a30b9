package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
  private static final String ORIGIN = "log.example/a";
  private static final OperatorKey KEY = OperatorKey.generate(TestBytes.random(1));
  private static final byte[] ROOT = TestBytes.of(2, 32);
  private static final String ROOT_TEXT = Base64.getEncoder().encodeToString(ROOT);
  private static final String NOTE = new Checkpoint(ORIGIN, 42, ROOT).sign(KEY);

  @Test
  void theTextIsOriginSizeAndRoot() {
    assertThat(NOTE).startsWith(ORIGIN + "\n42\n" + ROOT_TEXT + "\n\n\u2014 " + ORIGIN + " ");
  }

  @Test
  void whatIsSignedIsReadBack() {
    Checkpoint read = Checkpoint.parseAndVerify(NOTE, ORIGIN, KEY.identity());
    assertThat(read.origin()).isEqualTo(ORIGIN);
    assertThat(read.size()).isEqualTo(42);
    assertThat(read.root()).isEqualTo(ROOT);
  }

  @Test
  void anotherOriginOrSignerIsRefused() {
    assertThatThrownBy(() -> Checkpoint.parseAndVerify(NOTE, "log.example/b", KEY.identity()))
        .isInstanceOf(CheckpointException.class);
    OperatorKey other = OperatorKey.generate(TestBytes.random(3));
    assertThatThrownBy(() -> Checkpoint.parseAndVerify(NOTE, ORIGIN, other.identity()))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void aTextOfAnotherOriginUnderTheRightNameIsRefused() {
    String note = SignedNote.sign("log.example/b\n1\n" + ROOT_TEXT + "\n", ORIGIN, KEY);
    assertThatThrownBy(() -> Checkpoint.parseAndVerify(note, ORIGIN, KEY.identity()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("log.example/b");
  }

  @Test
  void extensionLinesAreSignedAndPassedOver() {
    String note = SignedNote.sign(ORIGIN + "\n7\n" + ROOT_TEXT + "\nextension\n", ORIGIN, KEY);
    assertThat(Checkpoint.parseAndVerify(note, ORIGIN, KEY.identity()).size()).isEqualTo(7);
    assertThatThrownBy(
            () ->
                Checkpoint.parseAndVerify(
                    note.replace("extension", "Extension"), ORIGIN, KEY.identity()))
        .isInstanceOf(CheckpointException.class);
  }

  static Stream<Named<String>> malformed() {
    return Stream.of(
        Named.of("size-with-leading-zero", ORIGIN + "\n042\n" + ROOT_TEXT + "\n"),
        Named.of("size-with-sign", ORIGIN + "\n+42\n" + ROOT_TEXT + "\n"),
        Named.of("size-negative", ORIGIN + "\n-42\n" + ROOT_TEXT + "\n"),
        Named.of("size-hexadecimal", ORIGIN + "\n0x2a\n" + ROOT_TEXT + "\n"),
        Named.of("size-in-other-digits", ORIGIN + "\n\u0664\u0662\n" + ROOT_TEXT + "\n"),
        Named.of("size-too-large", ORIGIN + "\n99999999999999999999\n" + ROOT_TEXT + "\n"),
        Named.of("size-empty", ORIGIN + "\n\n" + ROOT_TEXT + "\n"),
        Named.of("root-too-short", ORIGIN + "\n42\nAAAA\n"),
        Named.of("root-not-base64", ORIGIN + "\n42\n" + ROOT_TEXT.replace('=', '*') + "\n"),
        Named.of("root-without-padding", ORIGIN + "\n42\n" + ROOT_TEXT.replace("=", "") + "\n"),
        Named.of("root-missing", ORIGIN + "\n42\n"),
        Named.of("empty-extension", ORIGIN + "\n42\n" + ROOT_TEXT + "\n\nmore\n"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedCheckpointIsRefusedEvenIfSigned(String text) {
    String note = SignedNote.sign(text, ORIGIN, KEY);
    assertThatThrownBy(() -> Checkpoint.parseAndVerify(note, ORIGIN, KEY.identity()))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] bytes = NOTE.getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      String changed = new String(TestBytes.flipBit(bytes, bit), StandardCharsets.UTF_8);
      assertThatThrownBy(() -> Checkpoint.parseAndVerify(changed, ORIGIN, KEY.identity()))
          .as("bit %d", bit)
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < NOTE.length(); length++) {
      String cut = NOTE.substring(0, length);
      assertThatThrownBy(() -> Checkpoint.parseAndVerify(cut, ORIGIN, KEY.identity()))
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void twoThousandRandomMutationsAreRefused() {
    Random random = new Random(7);
    byte[] bytes = NOTE.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2_000; i++) {
      String mutated = new String(TestBytes.mutate(bytes, random), StandardCharsets.UTF_8);
      if (!mutated.equals(NOTE)) {
        assertThat(isAccepted(mutated)).as(mutated).isFalse();
      }
    }
  }

  @Test
  void twoThousandSignedRandomTextsAreCheckpointsOrRefused() {
    Random random = new Random(8);
    byte[] text = (ORIGIN + "\n42\n" + ROOT_TEXT + "\n").getBytes(StandardCharsets.UTF_8);
    int accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      String mutated = new String(TestBytes.mutate(text, random), StandardCharsets.UTF_8) + "\n";
      accepted += isAccepted(SignedNote.sign(mutated, ORIGIN, KEY)) ? 1 : 0;
    }
    assertThat(accepted).isBetween(1, 1_999);
  }

  private static boolean isAccepted(String note) {
    try {
      Checkpoint read = Checkpoint.parseAndVerify(note, ORIGIN, KEY.identity());
      return read.size() >= 0 && read.root().length == 32;
    } catch (CheckpointException refused) {
      return false;
    }
  }
}
