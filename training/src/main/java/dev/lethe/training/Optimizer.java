package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;

/**
 * Updates parameters from noised gradients and from nothing else, in double arithmetic: all it
 * computes is post-processing.
 */
sealed interface Optimizer permits Sgd, Adam {

  /** A fresh one. */
  static Optimizer of(OptimizerSpec spec, int dimension) {
    if (spec instanceof OptimizerSpec.Sgd sgd) {
      return new Sgd(sgd, dimension);
    }
    return new Adam((OptimizerSpec.Adam) spec, dimension);
  }

  /**
   * @param parameters updated in place
   * @param gradient the noised sum
   * @param normaliser public divisor of the sum
   */
  void step(double[] parameters, PrivatizedGradient gradient, double normaliser);

  /** All that the next step depends on; its length depends on the dimension only. */
  double[] state();

  /** Goes on from a state. */
  void restore(double[] state);
}
