package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.privacy.sampling.PoissonSampler;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.djl.ClippedGradients;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Turns private units into noised gradients, one fresh sample and fresh noise each; the plan's step
 * event bills one call. An empty sample is a step of noise alone.
 */
final class NoisedSteps implements AutoCloseable {
  static final String SAMPLER =
      "Poisson over units: 64-bit AES-256 decisions of the unit's id under a key of this process,"
          + " derived per step by HMAC-SHA256, rate rounded down";

  private final UnitTable data;
  private final ClippedGradients gradients;
  private final GridGaussianMechanism mechanism;
  private final byte[] key = new byte[32];
  private final PoissonSampler sampler;
  private long calls;

  NoisedSteps(
      TrainingPlan plan,
      UnitTable data,
      ClippedGradients gradients,
      GridGaussianMechanism mechanism) {
    this.data = data;
    this.gradients = gradients;
    this.mechanism = mechanism;
    // Never stored: a resumed run draws new samples, so no step can be taken twice with one sample.
    new SecureRandom().nextBytes(key);
    this.sampler = new PoissonSampler(data.unitIds(), plan.samplingRate(), key);
  }

  PrivatizedGradient next(float[] parameters) {
    return mechanism.privatize(gradients.sum(parameters, data, sampler.sample(calls++)));
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
