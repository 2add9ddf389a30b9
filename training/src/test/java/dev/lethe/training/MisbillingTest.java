package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.PrivacySpec;
import dev.lethe.spec.PublicNumber;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingBounds;
import dev.lethe.training.djl.ClippingRules;
import dev.lethe.training.djl.Network;
import dev.lethe.training.djl.TestEngine;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether the bill is the price: an attacker who knows everything but one unit's presence, and
 * tests for it optimally, must not do better over many runs of the real sampler, clipping,
 * mechanism and noise than the plan's event allows.
 *
 * <p>Half of the runs of each test are without the canary. By Massart's form of the
 * Dvoretzky-Kiefer-Wolfowitz inequality both error rates are, at all thresholds together, within
 * {@code sqrt(log(2 / p) / (2 n))} of the truth on the side that counts, but for a chance of p.
 * With p = 1e-6, a correct trainer fails one of these tests in a million runs.
 */
final class MisbillingTest {
  private static final int RUNS = Integer.getInteger("lethe.misbilling.runs", 20_000);
  private static final int STEPS = 3;
  private static final double RATE = 0.3;
  private static final double NOISE_MULTIPLIER = 0.8;
  private static final double FALSE_ALARM = 1e-6;
  private static final float FAR = 1000;

  private static final TrainingPlan PLAN = plan();
  private static final TradeOff ALLOWED = TradeOff.of((SelfComposed) PLAN.event());
  private static final Network NETWORK =
      Network.of(PLAN.spec().model(), PLAN.features(), PLAN.outputs());
  private static ClippedGradients gradients;
  private static NoiseSource noise;
  private static double[] without;
  private static double[] withOneRecord;

  @BeforeAll
  static void runWithAndWithoutTheCanary() {
    PrivacySpec privacy = PLAN.spec().privacy();
    int contributions = PLAN.spec().data().unit().maxContributions();
    gradients =
        ClippedGradients.open(
            TestEngine.get(),
            NETWORK,
            new ClippingRules(
                privacy.clippingNorm(), contributions, privacy.expectedBatch(), contributions));
    noise = ExactRoundedGaussian.secure();
    without = losses(units());
    withOneRecord = losses(units(1));
  }

  @AfterAll
  static void close() {
    gradients.close();
    noise.close();
  }

  @Test
  void oneRecordIsNotSeenMoreThanBilled() {
    assertThat(worstExcess(withOneRecord)).isNotPositive();
  }

  @Test
  void twoRecordsOfOneUnitAreNotSeenMoreThanBilled() {
    assertThat(worstExcess(losses(units(2)))).isNotPositive();
  }

  /** Sampling and clipping rows where the bill is for units: this test must be able to fail. */
  @Test
  void twoRecordsSampledAsRowsAreSeenMoreThanBilled() {
    assertThat(worstExcess(losses(units(1, 1)))).isPositive();
  }

  /** The bound is not so loose that a canary would go unseen under it. */
  @Test
  void theCanaryIsSeenNearlyAsMuchAsBilled() {
    assertThat(worstExcess(withOneRecord)).isGreaterThan(-4 * deviation());
  }

  /** Most by which true alarms, at any threshold, exceed what the event allows. */
  private static double worstExcess(double[] with) {
    double worst = Double.NEGATIVE_INFINITY;
    double n = with.length;
    int falseAlarms = 0;
    for (int i = 0; i < with.length; i++) {
      while (falseAlarms < without.length && without[falseAlarms] >= with[i]) {
        falseAlarms++;
      }
      // Descending losses: a threshold at with[i] alarms on i + 1 runs with the canary.
      double truly = (i + 1) / n - deviation();
      double falsely = (double) falseAlarms / without.length + deviation();
      worst = Math.max(worst, truly - ALLOWED.mostTrueAlarms(falsely));
    }
    return worst;
  }

  private static double deviation() {
    return Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * (RUNS / 2)));
  }

  /** The attacker's statistic in each run, descending. */
  private static double[] losses(UnitTable data) {
    double[] losses = new double[RUNS / 2];
    float[] parameters = new float[NETWORK.dimension()];
    GridGaussianMechanism mechanism =
        new GridGaussianMechanism(PLAN.noiseMultiplier(), PLAN.grid(), noise);
    ClippingBounds bounds = gradients.bounds();
    double sensitivity =
        mechanism.standardDeviation(bounds.clippingNorm(), bounds.normSlack(), bounds.floatError())
            / PLAN.noiseMultiplier();
    for (int run = 0; run < losses.length; run++) {
      double loss = 0;
      try (NoisedSteps steps = new NoisedSteps(PLAN, data, gradients, noise, Optional.empty())) {
        for (int step = 0; step < PLAN.spec().training().steps(); step++) {
          double[] released = steps.next(parameters).dividedBy(sensitivity);
          loss += TradeOff.loss(RATE, NOISE_MULTIPLIER, -released[0]);
        }
      }
      // Descending after a sort of the negatives.
      losses[run] = -loss;
    }
    Arrays.sort(losses);
    return Arrays.stream(losses).map(loss -> -loss).toArray();
  }

  /**
   * Units of so many equal records each. Every record has one input far out and a gradient along
   * it, beyond the clipping norm, so that a unit moves the first coordinate by nearly the norm.
   */
  private static UnitTable units(int... records) {
    int[] firstRow = new int[records.length + 1];
    for (int u = 0; u < records.length; u++) {
      firstRow[u + 1] = firstRow[u] + records[u];
    }
    int rows = firstRow[records.length];
    float[] features = new float[rows * PLAN.features()];
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      features[r * PLAN.features()] = FAR;
      labels[r] = 1;
    }
    byte[] ids = new byte[records.length * UnitTable.ID_BYTES];
    new SecureRandom().nextBytes(ids);
    return new UnitTable(ids, firstRow, PLAN.features(), features, labels);
  }

  private static TrainingPlan plan() {
    TrainingPlan base = Plans.logistic(STEPS);
    TrainingSpec spec = base.spec();
    DataSpec data = spec.data();
    PrivacySpec privacy = spec.privacy();
    TrainingSpec tiny =
        new TrainingSpec(
            spec.name(),
            new DataSpec(
                data.id(),
                data.source(),
                data.label(),
                data.features(),
                data.unit(),
                new PublicNumber(1, "made up"),
                data.split(),
                data.profile()),
            new PrivacySpec(
                privacy.epsilon(),
                privacy.delta(),
                privacy.relation(),
                RATE,
                privacy.clippingNorm(),
                OptionalDouble.empty()),
            spec.model(),
            spec.optimizer(),
            spec.training(),
            spec.learning(),
            spec.evaluation(),
            spec.grant(),
            spec.report(),
            Optional.empty());
    PoissonSampled event = new PoissonSampled(RATE, new Gaussian(NOISE_MULTIPLIER));
    TrainingPlan plan =
        new TrainingPlan(
            tiny,
            base.specDigest(),
            base.features(),
            base.outputs(),
            base.parameters(),
            RATE,
            NOISE_MULTIPLIER,
            base.grid(),
            List.of(new PlanPart(PlanPart.TRAINING, event, STEPS)),
            base.accountantDelta(),
            base.reservedDelta(),
            base.predicted(),
            base.estimate());
    // The trainer itself takes this plan for these data.
    PlanCheck.check(plan, Network.of(tiny.model(), plan.features(), plan.outputs()), emptyUnits());
    return plan;
  }

  private static UnitTable emptyUnits() {
    return new UnitTable(new byte[0], new int[] {0}, Plans.INPUTS, new float[0], new int[0]);
  }
}
