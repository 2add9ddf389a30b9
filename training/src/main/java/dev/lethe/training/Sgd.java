package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;

/**
 * Stochastic gradient descent with momentum, of the heavy ball or Nesterov's (in the form of
 * Sutskever et al. 2013 with the gradient at the parameters themselves), and L2 weight decay.
 */
final class Sgd implements Optimizer {
  private final OptimizerSpec.Sgd spec;
  private final double[] velocity;
  private final long steps;

  Sgd(OptimizerSpec.Sgd spec, int dimension, long steps) {
    this.spec = spec;
    this.velocity = new double[dimension];
    this.steps = steps;
  }

  @Override
  public void step(double[] parameters, PrivatizedGradient gradient, double normaliser, long step) {
    Optimizer.requireSize(gradient, parameters, velocity);
    double scale = 1 / normaliser;
    double rate = spec.learningRate().at(step, steps);
    double momentum = spec.momentum();
    double decay = spec.weightDecay();
    for (int from = 0; from < parameters.length; from += BLOCK) {
      int to = Math.min(parameters.length, from + BLOCK);
      for (int i = from; i < to; i++) {
        velocity[i] = momentum * velocity[i] + (gradient.value(i) * scale + decay * parameters[i]);
      }
      if (spec.nesterov()) {
        for (int i = from; i < to; i++) {
          double g = gradient.value(i) * scale + decay * parameters[i];
          parameters[i] -= rate * (g + momentum * velocity[i]);
        }
      } else {
        for (int i = from; i < to; i++) {
          parameters[i] -= rate * velocity[i];
        }
      }
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
