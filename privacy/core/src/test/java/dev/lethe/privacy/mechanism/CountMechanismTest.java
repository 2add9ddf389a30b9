package dev.lethe.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountMechanismTest {

  private static NoiseSource noise(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    PredictableBits capability = PredictableBits.acceptedByTest();
    return ExactRoundedGaussian.of(AesCtrBits.of(key, capability), capability);
  }

  @Test
  void aUnitMovesTheCountByExactlyOneHalfOnTheGridOfTheNoise() {
    double[] released = new double[4];
    CentredCount[] counts = {
      new CentredCount(7, 3), new CentredCount(8, 3), new CentredCount(7, 4), new CentredCount(0, 0)
    };
    for (int i = 0; i < counts.length; i++) {
      try (NoiseSource same = noise(5)) {
        released[i] = new CountMechanism(3, same).privatize(counts[i]).shareOf(1) - 0.5;
      }
    }
    assertThat(released[1] - released[0]).isEqualTo(0.5);
    assertThat(released[2] - released[0]).isEqualTo(-0.5);
    // (7 - 3) / 2 above the noise alone.
    assertThat(released[0] - released[3]).isEqualTo(2);
    assertThat(Math.rint(released[0] * 2048)).isEqualTo(released[0] * 2048);
  }

  @Test
  void itsNoiseHasTheStatedDeviation() {
    int n = 200_000;
    double squares = 0;
    double sum = 0;
    try (NoiseSource noise = noise(6)) {
      CountMechanism mechanism = new CountMechanism(0.7, noise);
      for (int i = 0; i < n; i++) {
        double error = mechanism.privatize(new CentredCount(10, 4)).shareOf(1) - 0.5 - 3;
        sum += error;
        squares += error * error;
      }
    }
    // Fixed bits: these bounds hold or not, once and for all; they are 6 deviations wide.
    assertThat(sum / n).isBetween(-6 * 0.7 / Math.sqrt(n), 6 * 0.7 / Math.sqrt(n));
    assertThat(squares / n / 0.49).isBetween(1 - 9 / Math.sqrt(n), 1 + 9 / Math.sqrt(n));
  }

  @Test
  void theShareIsOverThePublicNumber() {
    try (NoiseSource noise = noise(7);
        NoiseSource same = noise(7)) {
      double one = new CountMechanism(1, noise).privatize(new CentredCount(40, 2)).shareOf(1);
      double hundred = new CountMechanism(1, same).privatize(new CentredCount(40, 2)).shareOf(100);
      assertThat((hundred - 0.5) * 100).isCloseTo(one - 0.5, within(1e-10));
    }
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    try (NoiseSource noise = noise(1)) {
      new CountMechanism(CountMechanism.LEAST, noise).privatize(new CentredCount(1L << 40, 0));
      new CountMechanism(CountMechanism.MOST, noise).privatize(new CentredCount(0, 1L << 40));
      for (double bad : new double[] {0, -1, Double.NaN, CountMechanism.MOST * 1.01}) {
        assertThatThrownBy(() -> new CountMechanism(bad, noise))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> new CentredCount(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
