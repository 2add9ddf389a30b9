package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TamperedFileTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static RealReport real;
  static byte[] file;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
    file = real.report.bytes();
  }

  @Test
  void anyOtherLetterOrDigitAnywhereFails() {
    SplittableRandom random = new SplittableRandom(20261123);
    int after = new String(file, StandardCharsets.US_ASCII).indexOf("\"payloadType\"");
    int tried = 0;
    // A random quarter of the places outside the payload, and one in 40 of the payload's.
    for (int i = 0; i < file.length; i++) {
      int symbol = ALPHABET.indexOf(file[i]);
      if (symbol < 0 || random.nextInt(i < after ? 40 : 4) != 0) {
        continue;
      }
      byte[] changed = file.clone();
      changed[i] = (byte) ALPHABET.charAt((symbol + 1 + random.nextInt(63)) % 64);
      assertFails(changed, "position " + i);
      tried++;
    }
    assertThat(tried).isGreaterThan(1_500);
  }

  @Test
  void anyFlippedBitInARandomPlaceFails() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 300; i++) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      assertFails(changed, "flip " + i);
    }
  }

  @Test
  void cutInsertedAndRepeatedBytesFail() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 100; i++) {
      assertFails(Arrays.copyOf(file, random.nextInt(file.length)), "cut " + i);
      int at = random.nextInt(file.length);
      byte[] longer = new byte[file.length + 1];
      System.arraycopy(file, 0, longer, 0, at);
      longer[at] = (byte) random.nextInt(32, 127);
      System.arraycopy(file, at, longer, at + 1, file.length - at);
      assertFails(longer, "inserted " + i);
    }
    assertFails(concat(file, file), "doubled");
    assertFails(concat(file, "\n".getBytes(StandardCharsets.US_ASCII)), "final newline");
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static void assertFails(byte[] changed, String what) {
    Verification found = ReportVerifier.verify(changed, VerifyOptions.trusting(real.trust));
    assertThat(found.passed()).as(what).isFalse();
  }
}
