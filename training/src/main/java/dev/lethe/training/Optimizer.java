package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;

/**
 * Updates parameters from noised gradients and from nothing else, in double arithmetic: all it
 * computes is post-processing.
 */
sealed interface Optimizer permits Sgd, Adam {

  /**
   * Values that one loop handles before the next loop takes them up again: few enough to stay in
   * the processor's first cache. Each loop writes one array, as compilers vectorise such only.
   */
  int BLOCK = 1024;

  /**
   * A fresh one.
   *
   * @param steps how many the run plans, which schedules depend on
   */
  static Optimizer of(OptimizerSpec spec, int dimension, long steps) {
    if (spec instanceof OptimizerSpec.Sgd sgd) {
      return new Sgd(sgd, dimension, steps);
    }
    if (spec instanceof OptimizerSpec.AdamW decaying) {
      return new Adam(decaying.adam(), decaying.weightDecay(), dimension, steps);
    }
    return new Adam((OptimizerSpec.Adam) spec, 0, dimension, steps);
  }

  /**
   * @param parameters updated in place
   * @param gradient the noised sum
   * @param normaliser public divisor of the sum
   * @param step the public number of the step, from 1
   */
  void step(double[] parameters, PrivatizedGradient gradient, double normaliser, long step);

  /** All that the next step depends on; its length depends on the dimension only. */
  double[] state();

  /** Goes on from a state. */
  void restore(double[] state);

  /** Refuses a gradient of another model. */
  static void requireSize(PrivatizedGradient gradient, double[] parameters, double[] state) {
    if (gradient.dimension() != parameters.length || parameters.length != state.length) {
      throw new IllegalArgumentException("gradient, parameters and optimizer differ in dimension");
    }
  }
}
