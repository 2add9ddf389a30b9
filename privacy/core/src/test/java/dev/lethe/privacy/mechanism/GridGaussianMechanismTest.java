package dev.lethe.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GridGaussianMechanismTest {
  @Test
  void releasesGridPointsAtTheStatedDeviation() {
    int d = 200_000;
    NoiseGrid grid = NoiseGrid.forClippingNorm(0.7, d);
    try (NoiseSource noise = noise(1)) {
      GridGaussianMechanism mechanism = new GridGaussianMechanism(1.5, grid, noise);
      double[] values = new double[d];
      Arrays.fill(values, 3.25);
      double[] released = mechanism.privatize(new ClippedSum(values, 0.7, 1e-9, 1e-8)).dividedBy(1);
      double sum = 0;
      double squares = 0;
      for (double value : released) {
        assertThat(Math.rint(value / grid.step())).isEqualTo(value / grid.step());
        sum += value - 3.25;
        squares += (value - 3.25) * (value - 3.25);
      }
      double deviation = mechanism.standardDeviation(0.7, 1e-9, 1e-8);
      assertThat(deviation).isBetween(1.5 * 0.7, 1.5 * 0.7 * (1 + 2e-6));
      assertThat(sum / d).isBetween(-5 * deviation / Math.sqrt(d), 5 * deviation / Math.sqrt(d));
      double ratio = squares / d / (deviation * deviation);
      assertThat(ratio).isBetween(1 - 7 / Math.sqrt(d), 1 + 7 / Math.sqrt(d));
    }
  }

  /** The output is the nearest grid point plus the source's integers, without another rounding. */
  @Test
  void addsTheDrawnIntegersExactly() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(64, -1e4, 1e4).toArray();
    NoiseGrid grid = new NoiseGrid(0x1p-18, 64);
    ClippedSum sum = new ClippedSum(values.clone(), 1, 0, 0);
    long[] draws = new long[64];
    double[] released;
    try (NoiseSource noise = noise(9);
        NoiseSource same = noise(9)) {
      GridGaussianMechanism mechanism = new GridGaussianMechanism(2, grid, noise);
      released = mechanism.privatize(sum).dividedBy(1);
      same.fillRoundedGaussian(mechanism.standardDeviation(1, 0, 0) / grid.step(), draws);
    }
    for (int i = 0; i < 64; i++) {
      double noiseless = released[i] - draws[i] * grid.step();
      assertThat(Math.abs(noiseless - values[i])).isLessThanOrEqualTo(grid.step() / 2);
    }
  }

  /** Rounding moves two sums apart by at most the grid's share of the sensitivity. */
  @Test
  void itsSensitivityCoversTheRounding() {
    SplittableRandom random = new SplittableRandom(4);
    int d = 50;
    NoiseGrid grid = new NoiseGrid(0.25, d);
    for (int round = 0; round < 2000; round++) {
      double squares = 0;
      double apart = 0;
      for (int i = 0; i < d; i++) {
        double a = random.nextDouble(-3, 3);
        double b = a + random.nextDouble(-0.3, 0.3);
        squares += (a - b) * (a - b);
        double steps = Math.rint(a / 0.25) - Math.rint(b / 0.25);
        apart += steps * steps * 0.0625;
      }
      assertThat(Math.sqrt(apart)).isLessThanOrEqualTo(grid.sensitivity(Math.sqrt(squares), 0, 0));
    }
  }

  @Test
  void roundsTheSensitivityUp() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 1000; i++) {
      NoiseGrid grid =
          new NoiseGrid(Math.scalb(1.0, -random.nextInt(60)), random.nextInt(1, 1 << 30));
      double c = random.nextDouble(1e-3, 10);
      double eta = random.nextDouble(0, 1e-6);
      double e = random.nextDouble(0, 1e-5);
      BigDecimal exact =
          new BigDecimal(c)
              .multiply(new BigDecimal(eta).add(BigDecimal.ONE))
              .add(
                  new BigDecimal(grid.step())
                      .multiply(
                          new BigDecimal(grid.dimension()).sqrt(new java.math.MathContext(50))))
              .add(new BigDecimal(e).multiply(BigDecimal.valueOf(2)));
      assertThat(new BigDecimal(grid.sensitivity(c, eta, e))).isGreaterThanOrEqualTo(exact);
    }
  }

  @Test
  void clampsInsteadOfOverflowing() {
    double[] values = {1e300, -1e300, Double.POSITIVE_INFINITY, 0x1p51};
    try (NoiseSource noise = noise(2)) {
      double[] released =
          new GridGaussianMechanism(1, new NoiseGrid(0x1p-10, 4), noise)
              .privatize(new ClippedSum(values, 1, 0, 0))
              .dividedBy(1);
      double[] clamped = {0x1p52, -0x1p52, 0x1p52, 0x1p51};
      for (int i = 0; i < values.length; i++) {
        // 64 is as many deviations of the noise.
        assertThat(released[i]).isBetween(clamped[i] - 64, clamped[i] + 64);
      }
    }
  }

  /** What is released does not depend on what an earlier call left in the mechanism. */
  @Test
  void aCallThatFailedLeavesNothingBehind() {
    NoiseGrid grid = new NoiseGrid(0x1p-18, 40);
    double[] broken = new double[40];
    broken[39] = Double.NaN;
    try (NoiseSource noise = noise(5);
        NoiseSource same = noise(5)) {
      GridGaussianMechanism mechanism = new GridGaussianMechanism(2, grid, noise);
      assertThatThrownBy(() -> mechanism.privatize(new ClippedSum(broken, 1, 0, 0)))
          .isInstanceOf(IllegalStateException.class);
      double[] released = mechanism.privatize(new ClippedSum(new double[40], 1, 0, 0)).dividedBy(1);
      long[] draws = new long[40];
      double deviation = mechanism.standardDeviation(1, 0, 0) / grid.step();
      same.fillRoundedGaussian(deviation, draws);
      same.fillRoundedGaussian(deviation, draws);
      for (int i = 0; i < 40; i++) {
        assertThat(released[i]).isEqualTo(draws[i] * grid.step());
      }
    }
  }

  @Test
  void refusesWhatItCannotNoise() {
    try (NoiseSource noise = noise(2)) {
      NoiseGrid grid = new NoiseGrid(0x1p-10, 2);
      GridGaussianMechanism mechanism = new GridGaussianMechanism(1, grid, noise);
      assertThatThrownBy(() -> mechanism.privatize(new ClippedSum(new double[3], 1, 0, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dimension");
      double[] broken = {0, Double.NaN};
      assertThatThrownBy(() -> mechanism.privatize(new ClippedSum(broken, 1, 0, 0)))
          .isInstanceOf(IllegalStateException.class);
      ClippedSum sum = new ClippedSum(new double[2], 1e-9, 0, 0);
      GridGaussianMechanism coarse = new GridGaussianMechanism(1e-9, grid, noise);
      assertThatThrownBy(() -> coarse.privatize(sum))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("grid");
      for (double multiplier : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatThrownBy(() -> new GridGaussianMechanism(multiplier, grid, noise))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static NoiseSource noise(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    PredictableBits capability = PredictableBits.acceptedByTest();
    return ExactRoundedGaussian.of(AesCtrBits.of(key, capability), capability);
  }
}
