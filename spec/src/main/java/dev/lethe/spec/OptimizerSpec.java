package dev.lethe.spec;

/** The update rule, applied to the noised mean gradient. */
public sealed interface OptimizerSpec {

  /** Step size. */
  double learningRate();

  /**
   * @param learningRate step size
   * @param momentum in [0, 1)
   */
  record Sgd(double learningRate, double momentum) implements OptimizerSpec {}

  /**
   * @param learningRate step size
   * @param beta1 first moment decay
   * @param beta2 second moment decay
   * @param epsilon added to the root
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon)
      implements OptimizerSpec {}
}
