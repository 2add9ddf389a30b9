package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.privacy.sampling.PoissonSampler;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.djl.ClippedGradients;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

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
  private final Optional<Adapting> adapting;
  private final byte[] key = new byte[32];
  private final PoissonSampler sampler;
  private long calls;

  /** A norm that follows the steps, and what each step's noise is made of. */
  private record Adapting(AdaptiveClip clip, double noiseMultiplier, NoiseSource noise) {}

  /**
   * As a plan says.
   *
   * @param clip the norm of each step, where it adapts
   */
  NoisedSteps(
      TrainingPlan plan,
      UnitTable data,
      ClippedGradients gradients,
      NoiseSource noise,
      Optional<AdaptiveClip> clip) {
    this(
        plan.samplingRate(),
        data,
        gradients,
        new GridGaussianMechanism(plan.noiseMultiplier(), plan.grid(), noise),
        clip.map(adaptive -> new Adapting(adaptive, plan.noiseMultiplier(), noise)));
  }

  /** With the clipping that the gradients were opened with. */
  NoisedSteps(
      double samplingRate,
      UnitTable data,
      ClippedGradients gradients,
      GridGaussianMechanism mechanism) {
    this(samplingRate, data, gradients, mechanism, Optional.empty());
  }

  private NoisedSteps(
      double samplingRate,
      UnitTable data,
      ClippedGradients gradients,
      GridGaussianMechanism mechanism,
      Optional<Adapting> adapting) {
    this.data = data;
    this.gradients = gradients;
    this.mechanism = mechanism;
    this.adapting = adapting;
    // Never stored: a resumed run draws new samples, so no step can be taken twice with one sample.
    new SecureRandom().nextBytes(key);
    this.sampler = new PoissonSampler(data.unitIds(), samplingRate, key);
  }

  PrivatizedGradient next(float[] parameters) {
    int[] sample = sampler.sample(calls++);
    return adapting.isPresent()
        ? next(parameters, sample, adapting.get())
        : mechanism.privatize(gradients.sum(parameters, data, sample));
  }

  /** Sum and count of one sample, each with its own noise; the count decides the next norm. */
  private PrivatizedGradient next(float[] parameters, int[] sample, Adapting adaptive) {
    AdaptiveClip clip = adaptive.clip();
    ClippedGradients.CountedSum step = gradients.sum(parameters, data, sample, clip.norm());
    PrivatizedGradient gradient =
        new GridGaussianMechanism(
                adaptive.noiseMultiplier(), clip.grid(parameters.length), adaptive.noise())
            .privatize(step.sum());
    clip.follow(step.count(), adaptive.noise());
    return gradient;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
