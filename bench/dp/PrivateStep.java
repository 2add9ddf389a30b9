package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.mechanism.ClippedSum;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.privacy.sampling.PoissonSampler;
import dev.lethe.spec.OptimizerSpec;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.Clock;
import dev.lethe.training.djl.FiniteValues;
import java.security.SecureRandom;

/** The trainer's step in the trainer's order, with a clock between its parts. */
public final class PrivateStep {
  public static final double NOISE_MULTIPLIER = 4;

  /** The spec's own default. */
  private static final int WINDOW = 16;

  private final UnitTable data;
  private final ClippedGradients gradients;
  private final PoissonSampler sampler;
  private final GridGaussianMechanism mechanism;
  private final LedgerRun run;
  private final Optimizer optimizer;
  private final double[] parameters;
  private final float[] narrow;
  private final double batch;
  private final Clock clock;
  private long steps;

  /** A source that draws nothing, for the benchmark's measure of book-keeping alone. */
  public static final class Silence implements NoiseSource {
    @Override
    public void fillRoundedGaussian(double standardDeviation, long[] out) {}

    @Override
    public double distancePerValue() {
      return 1;
    }

    @Override
    public String description() {
      return "none";
    }

    @Override
    public void close() {}
  }

  /**
   * @param run charged window by window; null for none
   */
  public PrivateStep(
      UnitTable data,
      ClippedGradients gradients,
      float[] start,
      double batch,
      double clippingNorm,
      NoiseSource noise,
      LedgerRun run,
      Clock clock) {
    this.data = data;
    this.gradients = gradients;
    this.batch = batch;
    this.run = run;
    this.clock = clock;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.sampler = new PoissonSampler(data.unitIds(), batch / data.units(), key);
    this.mechanism =
        new GridGaussianMechanism(
            NOISE_MULTIPLIER, NoiseGrid.forClippingNorm(clippingNorm, start.length), noise);
    this.optimizer = Optimizer.of(new OptimizerSpec.Sgd(0.01, 0), start.length, Long.MAX_VALUE);
    this.parameters = new double[start.length];
    this.narrow = new float[start.length];
    for (int i = 0; i < start.length; i++) {
      parameters[i] = start[i];
    }
  }

  public void next() {
    long t0 = System.nanoTime();
    if (run != null && steps % WINDOW == 0) {
      run.charge("training", WINDOW);
    }
    long t1 = System.nanoTime();
    float[] narrow = finite();
    long t2 = System.nanoTime();
    int[] units = sampler.sample(steps++);
    long t3 = System.nanoTime();
    ClippedSum sum = gradients.sum(narrow, data, units);
    long t4 = System.nanoTime();
    PrivatizedGradient noised = mechanism.privatize(sum);
    long t5 = System.nanoTime();
    optimizer.step(parameters, noised, batch, steps);
    long t6 = System.nanoTime();
    clock.add("0 ledger", t1 - t0);
    clock.add("1 parameters to fp32", t2 - t1);
    clock.add("2 sampling", t3 - t2);
    clock.add("3 clipped sum", t4 - t3);
    clock.add("4 noise and privatize", t5 - t4);
    clock.add("5 optimizer", t6 - t5);
  }

  private float[] finite() {
    for (int i = 0; i < parameters.length; i++) {
      narrow[i] = (float) parameters[i];
    }
    if (!FiniteValues.all(narrow)) {
      throw new TrainingDivergedException(steps);
    }
    return narrow;
  }
}
