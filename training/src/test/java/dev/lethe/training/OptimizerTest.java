package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.privacy.mechanism.ClippedSum;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.LearningRate;
import dev.lethe.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whole arrays against the papers' formulas, one parameter at a time. */
class OptimizerTest {
  // Several blocks and a rest.
  private static final int D = 2 * Optimizer.BLOCK + 7;
  private static final long STEPS = 12;
  private static final double BATCH = 40;
  private static final LearningRate RATE = new LearningRate.Linear(0.3, 0.1, 2);

  /** One parameter's course under its gradients. */
  private interface Formula {
    double after(double start, double[] gradients, double[] variances);
  }

  private static List<PrivatizedGradient> gradients(int dimension, double[] norms) {
    SplittableRandom random = new SplittableRandom(5);
    List<PrivatizedGradient> gradients = new ArrayList<>();
    try (NoiseSource noise = ExactRoundedGaussian.secure()) {
      for (double norm : norms) {
        double[] sum = random.doubles(dimension, -30, 30).toArray();
        gradients.add(
            new GridGaussianMechanism(0.8, NoiseGrid.forClippingNorm(norm, dimension), noise)
                .privatize(new ClippedSum(sum, norm, 0, 0)));
      }
    }
    return gradients;
  }

  private static void agrees(OptimizerSpec spec, Formula formula) {
    double[] norms = new double[(int) STEPS];
    Arrays.setAll(norms, t -> 1 + t % 3);
    List<PrivatizedGradient> gradients = gradients(D, norms);
    double[] parameters = new SplittableRandom(9).doubles(D, -2, 2).toArray();
    double[] start = parameters.clone();
    Optimizer optimizer = Optimizer.of(spec, D, STEPS);
    for (int t = 0; t < STEPS; t++) {
      if (t == 5) {
        double[] state = optimizer.state();
        optimizer = Optimizer.of(spec, D, STEPS);
        optimizer.restore(state);
      }
      optimizer.step(parameters, gradients.get(t), BATCH, t + 1);
    }
    double[] variances =
        gradients.stream().mapToDouble(g -> Math.pow(g.standardDeviation() / BATCH, 2)).toArray();
    for (int i = 0; i < D; i++) {
      int at = i;
      double[] mean = gradients.stream().mapToDouble(g -> g.dividedBy(BATCH)[at]).toArray();
      assertThat(parameters[i])
          .as("%s, parameter %s", spec, i)
          .isCloseTo(formula.after(start[i], mean, variances), within(1e-11));
    }
  }

  @Test
  void sgdWithMomentumAndDecay() {
    agrees(
        new OptimizerSpec.Sgd(RATE, 0.7, false, 0.05),
        (start, gradients, variances) -> {
          double p = start;
          double v = 0;
          for (int t = 1; t <= STEPS; t++) {
            v = 0.7 * v + gradients[t - 1] + 0.05 * p;
            p = p - RATE.at(t, STEPS) * v;
          }
          return p;
        });
  }

  @Test
  void sgdOfNesterov() {
    agrees(
        new OptimizerSpec.Sgd(RATE, 0.7, true, 0.05),
        (start, gradients, variances) -> {
          double p = start;
          double v = 0;
          for (int t = 1; t <= STEPS; t++) {
            double g = gradients[t - 1] + 0.05 * p;
            v = 0.7 * v + g;
            p = p - RATE.at(t, STEPS) * (g + 0.7 * v);
          }
          return p;
        });
  }

  private static Formula adam(double decay, OptionalDouble floor) {
    return (start, gradients, variances) -> {
      double p = start;
      double m = 0;
      double v = 0;
      for (int t = 1; t <= STEPS; t++) {
        double g = gradients[t - 1];
        double rate = RATE.at(t, STEPS);
        m = 0.8 * m + (1 - 0.8) * g;
        v = 0.95 * v + (1 - 0.95) * g * g;
        double mHat = m / (1 - Math.pow(0.8, t));
        double vHat = v / (1 - Math.pow(0.95, t));
        double noise = 0;
        for (int s = 1; s <= t; s++) {
          noise += (1 - 0.95) * Math.pow(0.95, t - s) * variances[s - 1];
        }
        noise /= 1 - Math.pow(0.95, t);
        p = p - rate * decay * p;
        p =
            floor.isPresent()
                ? p - rate * mHat / Math.sqrt(Math.max(vHat - noise, floor.getAsDouble()))
                : p - rate * mHat / (Math.sqrt(vHat) + 1e-3);
      }
      return p;
    };
  }

  private static OptimizerSpec.Adam adamSpec(OptionalDouble floor) {
    return new OptimizerSpec.Adam(RATE, 0.8, 0.95, 1e-3, floor);
  }

  @Test
  void adamAsPublished() {
    agrees(adamSpec(OptionalDouble.empty()), adam(0, OptionalDouble.empty()));
  }

  @Test
  void adamWithDecoupledDecay() {
    agrees(
        new OptimizerSpec.AdamW(adamSpec(OptionalDouble.empty()), 0.04),
        adam(0.04, OptionalDouble.empty()));
  }

  @Test
  void adamWithTheNoiseTakenOff() {
    // The floor binds for some parameters and not for others.
    OptionalDouble floor = OptionalDouble.of(0.2);
    agrees(adamSpec(floor), adam(0, floor));
    agrees(new OptimizerSpec.AdamW(adamSpec(floor), 0.04), adam(0.04, floor));
  }

  /**
   * Of gradients that are noise alone, nothing but the noise's variance is in the second moment:
   * over many parameters the mean of what is left is 0, though the norm, and the noise with it,
   * changes.
   */
  @Test
  void noiseAloneLeavesNothingInTheCorrectedSecondMoment() {
    int d = 40_000;
    double beta2 = 0.9;
    OptimizerSpec.Adam spec =
        new OptimizerSpec.Adam(
            LearningRate.constant(1e-3), 0.9, beta2, 1e-8, OptionalDouble.of(1e-30));
    Optimizer optimizer = Optimizer.of(spec, d, STEPS);
    double[] parameters = new double[d];
    try (NoiseSource noise = ExactRoundedGaussian.secure()) {
      for (int t = 1; t <= STEPS; t++) {
        double norm = 1 + 0.5 * t;
        PrivatizedGradient gradient =
            new GridGaussianMechanism(1.3, NoiseGrid.forClippingNorm(norm, d), noise)
                .privatize(new ClippedSum(new double[d], norm, 0, 0));
        optimizer.step(parameters, gradient, BATCH, t);
      }
    }
    double[] state = optimizer.state();
    double noise = state[2 * d + 1];
    double mean = Arrays.stream(state, d, 2 * d).average().orElseThrow();
    // A weighted sum of chi-squares, whose weights add up to 1 and none of which is above 1 / d, is
    // further from 1 than 2 sqrt(x / d) + 2 x / d with a chance of at most 2 e^-x (Laurent and
    // Massart 2000, lemma 1); x = 20, 4e-9.
    double far = 2 * Math.sqrt(20.0 / d) + 40.0 / d;
    assertThat(mean / noise).isBetween(1 - far, 1 + far);
  }

  @Test
  void refusesAGradientOfAnotherModel() {
    PrivatizedGradient gradient = gradients(3, new double[] {1}).get(0);
    for (OptimizerSpec spec :
        List.of(new OptimizerSpec.Sgd(1, 0), new OptimizerSpec.Adam(1, 0.9, 0.99, 1e-8))) {
      Optimizer optimizer = Optimizer.of(spec, 4, 1);
      assertThatThrownBy(() -> optimizer.step(new double[4], gradient, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
