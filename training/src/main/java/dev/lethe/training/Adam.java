package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;
import java.util.Arrays;

/** Adam with bias correction (Kingma and Ba 2015, algorithm 1). */
final class Adam implements Optimizer {
  private final OptimizerSpec.Adam spec;
  private final double[] first;
  private final double[] second;
  private long steps;

  Adam(OptimizerSpec.Adam spec, int dimension) {
    this.spec = spec;
    this.first = new double[dimension];
    this.second = new double[dimension];
  }

  @Override
  public void step(double[] parameters, PrivatizedGradient gradient, double normaliser) {
    double[] mean = gradient.dividedBy(normaliser);
    steps++;
    double firstCorrection = 1 - Math.pow(spec.beta1(), steps);
    double secondCorrection = 1 - Math.pow(spec.beta2(), steps);
    for (int i = 0; i < parameters.length; i++) {
      first[i] = spec.beta1() * first[i] + (1 - spec.beta1()) * mean[i];
      second[i] = spec.beta2() * second[i] + (1 - spec.beta2()) * mean[i] * mean[i];
      double root = Math.sqrt(second[i] / secondCorrection) + spec.epsilon();
      parameters[i] -= spec.learningRate() * (first[i] / firstCorrection) / root;
    }
  }

  @Override
  public double[] state() {
    double[] state = Arrays.copyOf(first, 2 * first.length + 1);
    System.arraycopy(second, 0, state, first.length, second.length);
    state[2 * first.length] = steps;
    return state;
  }

  @Override
  public void restore(double[] state) {
    System.arraycopy(state, 0, first, 0, first.length);
    System.arraycopy(state, first.length, second, 0, second.length);
    steps = (long) state[2 * first.length];
  }
}
