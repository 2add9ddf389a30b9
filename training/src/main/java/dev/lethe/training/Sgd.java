package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;

/** Stochastic gradient descent with heavy-ball momentum. */
final class Sgd implements Optimizer {
  private final OptimizerSpec.Sgd spec;
  private final double[] velocity;

  Sgd(OptimizerSpec.Sgd spec, int dimension) {
    this.spec = spec;
    this.velocity = new double[dimension];
  }

  @Override
  public void step(double[] parameters, PrivatizedGradient gradient, double normaliser) {
    double[] mean = gradient.dividedBy(normaliser);
    for (int i = 0; i < parameters.length; i++) {
      velocity[i] = spec.momentum() * velocity[i] + mean[i];
      parameters[i] -= spec.learningRate() * velocity[i];
    }
  }

  @Override
  public double[] state() {
    return velocity.clone();
  }

  @Override
  public void restore(double[] state) {
    System.arraycopy(state, 0, velocity, 0, velocity.length);
  }
}
