package dev.lethe.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.KnownNoise;
import dev.lethe.privacy.mechanism.NoiseSource;
import org.junit.jupiter.api.Test;

final class AheadOfTimeNoiseTest {
  private static final double S = 0x1p40;

  @Test
  void givesOutTheSourcesVectorsInTheirOrder() {
    try (NoiseSource plain = source();
        NoiseSource ahead = new AheadOfTimeNoise(source())) {
      for (int call = 0; call < 20; call++) {
        assertThat(draw(ahead, S, 101)).isEqualTo(draw(plain, S, 101));
      }
    }
  }

  /** What was drawn for another deviation or length is never given out, whole or in part. */
  @Test
  void discardsTheStoreWhereTheCallIsForAnother() {
    try (NoiseSource plain = source();
        NoiseSource ahead = new AheadOfTimeNoise(source())) {
      double[] deviations = {S, S, 2 * S, 2 * S, S, S, S};
      int[] lengths = {10, 10, 10, 12, 12, 12, 2};
      for (int call = 0; call < deviations.length; call++) {
        boolean another =
            call > 0
                && (deviations[call] != deviations[call - 1] || lengths[call] != lengths[call - 1]);
        if (another) {
          draw(plain, deviations[call - 1], lengths[call - 1]);
        }
        assertThat(draw(ahead, deviations[call], lengths[call]))
            .isEqualTo(draw(plain, deviations[call], lengths[call]));
      }
    }
  }

  @Test
  void theCallersArrayIsItsOwn() {
    try (NoiseSource plain = source();
        NoiseSource ahead = new AheadOfTimeNoise(source())) {
      long[] out = draw(ahead, S, 50);
      long[] first = out.clone();
      draw(ahead, S, 50);
      draw(ahead, S, 50);
      assertThat(out).isEqualTo(first).isEqualTo(draw(plain, S, 50));
    }
  }

  /** A failure of the thread that draws is the caller's to know, and the store is not given out. */
  @Test
  void tellsThatDrawingAheadFailed() {
    NoiseSource source = source();
    NoiseSource ahead = new AheadOfTimeNoise(source);
    draw(ahead, S, 1000);
    // Until it meets the closed source a call may be served from what was drawn before.
    source.close();
    assertThatThrownBy(
            () -> {
              draw(ahead, S, 1000);
              draw(ahead, S, 1000);
            })
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> draw(ahead, S, 1000)).isInstanceOf(IllegalStateException.class);
    ahead.close();
  }

  @Test
  void anInterruptStaysPendingAndLosesNoNoise() {
    try (NoiseSource plain = source();
        NoiseSource ahead = new AheadOfTimeNoise(source())) {
      draw(ahead, S, 100_000);
      draw(plain, S, 100_000);
      Thread.currentThread().interrupt();
      assertThat(draw(ahead, S, 100_000)).isEqualTo(draw(plain, S, 100_000));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closesItsSource() {
    NoiseSource source = source();
    NoiseSource ahead = new AheadOfTimeNoise(source);
    draw(ahead, S, 10);
    ahead.close();
    assertThatThrownBy(() -> draw(source, S, 10)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOpenedSourceSaysWhichItIs() {
    try (NoiseSource noise = SecureNoise.aheadOfTime()) {
      assertThat(noise.description()).contains("keyed from the operating system", "drawn ahead");
      assertThat(noise.distancePerValue()).isEqualTo(0x1p-200);
    }
  }

  private static ExactRoundedGaussian source() {
    return KnownNoise.under(NoiseSourceContract.key(3));
  }

  private static long[] draw(NoiseSource noise, double s, int length) {
    long[] out = new long[length];
    noise.fillRoundedGaussian(s, out);
    return out;
  }
}
