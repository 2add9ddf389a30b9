package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  private static double[] rates(LearningRate rate, long steps) {
    return LongStream.rangeClosed(1, steps).mapToDouble(t -> rate.at(t, steps)).toArray();
  }

  @Test
  void constantClimbsAndStays() {
    assertThat(rates(LearningRate.constant(0.5), 3)).containsExactly(0.5, 0.5, 0.5);
    assertThat(rates(new LearningRate.Constant(4, 4), 6)).containsExactly(1, 2, 3, 4, 4, 4);
  }

  @Test
  void linearWouldEndOneStepAfterTheLast() {
    assertThat(rates(new LearningRate.Linear(8, 0, 0), 4)).containsExactly(8, 6, 4, 2);
    assertThat(rates(new LearningRate.Linear(8, 4, 2), 6)).containsExactly(4, 8, 8, 7, 6, 5);
    assertThat(rates(new LearningRate.Linear(1, 3, 0), 2)).containsExactly(1, 2);
  }

  @Test
  void cosineIsHalfAWave() {
    double[] rates = rates(new LearningRate.Cosine(2, 1, 3), 7);
    double[] expected = {
      2.0 / 3, 4.0 / 3, 2, 2, 1.5 + Math.sqrt(0.5) / 2, 1.5, 1.5 - Math.sqrt(0.5) / 2
    };
    assertThat(rates).containsExactly(expected, within(1e-15));
  }

  @Test
  void stepsMultiplyAfterEachMilestone() {
    assertThat(rates(new LearningRate.Steps(8, List.of(2L, 3L), 0.5, 0), 5))
        .containsExactly(8, 8, 4, 2, 2);
    assertThat(rates(new LearningRate.Steps(8, List.of(1L, 3L), 0.5, 2), 5))
        .containsExactly(4, 8, 4, 2, 2);
  }

  @Test
  void thereIsNoRateForOtherSteps() {
    assertThatThrownBy(() -> LearningRate.constant(1).at(0, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LearningRate.constant(1).at(6, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
