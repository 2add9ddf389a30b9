package dev.lethe.spec;

import java.util.OptionalDouble;

/** The update rule, applied to the noised mean gradient. */
public sealed interface OptimizerSpec {

  /** Step size. */
  LearningRate learningRate();

  /**
   * Stochastic gradient descent.
   *
   * @param learningRate step size
   * @param momentum in [0, 1)
   * @param nesterov whether the gradient is taken as if at where the momentum leads
   * @param weightDecay times the parameters, added to the gradient
   */
  record Sgd(LearningRate learningRate, double momentum, boolean nesterov, double weightDecay)
      implements OptimizerSpec {

    /** Heavy-ball momentum at one learning rate, without weight decay. */
    public Sgd(double learningRate, double momentum) {
      this(LearningRate.constant(learningRate), momentum, false, 0);
    }
  }

  /**
   * Adam.
   *
   * @param learningRate step size
   * @param beta1 first moment decay
   * @param beta2 second moment decay
   * @param epsilon added to the root; not used with a floor
   * @param noiseFloor where given, the noise's own variance is taken off the second moment, which
   *     then is at least this floor (Tang et al. 2024)
   */
  record Adam(
      LearningRate learningRate,
      double beta1,
      double beta2,
      double epsilon,
      OptionalDouble noiseFloor)
      implements OptimizerSpec {
    static final double DEFAULT_NOISE_FLOOR = 1e-8;

    /** At one learning rate, with the noise left in the second moment. */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
      this(LearningRate.constant(learningRate), beta1, beta2, epsilon, OptionalDouble.empty());
    }
  }

  /**
   * Adam with weight decay that its moments do not see (Loshchilov and Hutter 2019).
   *
   * @param adam the update without decay
   * @param weightDecay times the learning rate, the share by which parameters shrink in a step
   */
  record AdamW(Adam adam, double weightDecay) implements OptimizerSpec {
    static final double DEFAULT_WEIGHT_DECAY = 0.01;

    @Override
    public LearningRate learningRate() {
      return adam.learningRate();
    }
  }
}
