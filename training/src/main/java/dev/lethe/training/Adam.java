package dev.lethe.training;

import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.spec.OptimizerSpec;
import java.util.Arrays;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay (Loshchilov and Hutter 2019),
 * and with the noise's known variance taken off the second moment (Tang et al. 2024, algorithm 1).
 *
 * <p>The second moment averages squares of which the noise's variance is a part. That variance can
 * differ from step to step, where clipping adapts; its average under the same weights is what is
 * taken off, so what is left has the expectation that it would have without noise.
 */
final class Adam implements Optimizer {
  private final OptimizerSpec.Adam spec;
  private final double weightDecay;
  private final double[] first;
  private final double[] second;
  private final long planned;
  private long steps;
  private double noise;

  /**
   * @param weightDecay times the learning rate, the share by which parameters shrink
   * @param planned steps of the run
   */
  Adam(OptimizerSpec.Adam spec, double weightDecay, int dimension, long planned) {
    this.spec = spec;
    this.weightDecay = weightDecay;
    this.first = new double[dimension];
    this.second = new double[dimension];
    this.planned = planned;
  }

  @Override
  public void step(double[] parameters, PrivatizedGradient gradient, double normaliser, long step) {
    Optimizer.requireSize(gradient, parameters, first);
    steps++;
    double scale = 1 / normaliser;
    double deviation = gradient.standardDeviation() * scale;
    noise = spec.beta2() * noise + (1 - spec.beta2()) * deviation * deviation;
    double unbiased = 1 / (1 - Math.pow(spec.beta2(), steps));
    double rate = spec.learningRate().at(step, planned);
    double kept = 1 - rate * weightDecay;
    double move = rate / (1 - Math.pow(spec.beta1(), steps));
    for (int from = 0; from < parameters.length; from += BLOCK) {
      int to = Math.min(parameters.length, from + BLOCK);
      moments(gradient, scale, from, to);
      if (spec.noiseFloor().isPresent()) {
        double floor = spec.noiseFloor().getAsDouble();
        for (int i = from; i < to; i++) {
          double root = Math.sqrt(Math.max((second[i] - noise) * unbiased, floor));
          parameters[i] = kept * parameters[i] - move * first[i] / root;
        }
      } else {
        double epsilon = spec.epsilon();
        for (int i = from; i < to; i++) {
          double root = Math.sqrt(second[i] * unbiased) + epsilon;
          parameters[i] = kept * parameters[i] - move * first[i] / root;
        }
      }
    }
  }

  private void moments(PrivatizedGradient gradient, double scale, int from, int to) {
    double beta1 = spec.beta1();
    double beta2 = spec.beta2();
    double fresh1 = (1 - beta1) * scale;
    double fresh2 = (1 - beta2) * scale * scale;
    for (int i = from; i < to; i++) {
      first[i] = beta1 * first[i] + fresh1 * gradient.value(i);
    }
    for (int i = from; i < to; i++) {
      double g = gradient.value(i);
      second[i] = beta2 * second[i] + fresh2 * (g * g);
    }
  }

  @Override
  public double[] state() {
    int d = first.length;
    double[] state = Arrays.copyOf(first, 2 * d + 2);
    System.arraycopy(second, 0, state, d, d);
    state[2 * d] = steps;
    state[2 * d + 1] = noise;
    return state;
  }

  @Override
  public void restore(double[] state) {
    int d = first.length;
    System.arraycopy(state, 0, first, 0, d);
    System.arraycopy(state, d, second, 0, d);
    steps = (long) state[2 * d];
    noise = state[2 * d + 1];
  }
}
