package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteValuesTest {
  private static final float[] NOT_FINITE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0xffffffff)
  };

  @Test
  void findsWhatIsNotFiniteWhereverItIs() {
    for (int length = 1; length < 20; length++) {
      for (int place = 0; place < length; place++) {
        for (float bad : NOT_FINITE) {
          float[] values = new float[length];
          Arrays.fill(values, -Float.MAX_VALUE);
          values[place] = bad;
          assertThat(FiniteValues.all(values)).isFalse();
          assertThat(FiniteValues.all(values, 0, place)).isTrue();
          assertThat(FiniteValues.all(values, place + 1, length)).isTrue();
          assertThat(FiniteValues.all(values, place, place + 1)).isFalse();
        }
      }
    }
  }

  @Test
  void passesTheExtremesOfFiniteValues() {
    float[] values = new float[1000];
    float[] extremes = {
      Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 0f, Float.MIN_NORMAL, 1
    };
    for (int i = 0; i < values.length; i++) {
      values[i] = extremes[i % extremes.length];
    }
    assertThat(FiniteValues.all(values)).isTrue();
    assertThat(FiniteValues.all(new float[0])).isTrue();
  }
}
