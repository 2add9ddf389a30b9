package dev.lethe.spec;

import static dev.lethe.spec.SpecFixtures.READMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Clipping modes, optimizers and schedules, from text to plan. */
class MechanismSpecTest {
  private static final String ADAPTIVE =
      "privacy.clipping={norm: 1, mode: adaptive, min: 0.01, max: 100}";

  private static ClippingSpec clipping(String yaml) {
    return SpecFixtures.read(READMISSION, "privacy.clipping=" + yaml).privacy().clipping();
  }

  private static OptimizerSpec optimizer(String yaml) {
    return SpecFixtures.read(READMISSION, "optimizer=" + yaml).optimizer();
  }

  private static TrainingPlan plan(String... overrides) {
    return PlanCompiler.compile(SpecFixtures.read(READMISSION, overrides));
  }

  private static List<SpecProblem> refused(String... overrides) {
    return catchThrowableOfType(PlanException.class, () -> plan(overrides)).problems();
  }

  @Test
  void readsClippingModesWithTheirDefaults() {
    assertThat(clipping("{norm: 2}")).isEqualTo(new ClippingSpec.Flat(2));
    assertThat(clipping("{norm: 2, mode: per-layer}"))
        .isEqualTo(new ClippingSpec.PerLayer(2, List.of()));
    // 0.6^2 + 0.8^2 is above 1 in binary.
    assertThat(clipping("{norm: 1, mode: per-layer, norms: [0.6, 0.8]}"))
        .isEqualTo(new ClippingSpec.PerLayer(1, List.of(0.6, 0.8)));
    assertThat(clipping("{norm: 2, mode: automatic}"))
        .isEqualTo(new ClippingSpec.Automatic(2, 0.01));
    assertThat(clipping("{norm: 2, mode: adaptive, min: 0.1, max: 9}"))
        .isEqualTo(new ClippingSpec.Adaptive(2, 0.1, 9, 0.5, 0.2, 57));
    assertThat(
            clipping(
                "{norm: 2, mode: adaptive, min: 2, max: 2, quantile: 0.3, rate: 1, countNoise: 9}"))
        .isEqualTo(new ClippingSpec.Adaptive(2, 2, 2, 0.3, 1, 9));
  }

  @Test
  void readsOptimizersWithTheirDefaults() {
    LearningRate one = LearningRate.constant(1);
    assertThat(optimizer("{type: sgd, learningRate: 1, momentum: 0.9, nesterov: true}"))
        .isEqualTo(new OptimizerSpec.Sgd(one, 0.9, true, 0));
    assertThat(optimizer("{type: sgd, learningRate: 1, weightDecay: 0.5}"))
        .isEqualTo(new OptimizerSpec.Sgd(one, 0, false, 0.5));
    OptimizerSpec.Adam adam = new OptimizerSpec.Adam(one, 0.9, 0.999, 1e-8, OptionalDouble.empty());
    assertThat(optimizer("{type: adamw, learningRate: 1}"))
        .isEqualTo(new OptimizerSpec.AdamW(adam, 0.01));
    assertThat(optimizer("{type: adam, learningRate: 1, biasCorrection: false}")).isEqualTo(adam);
    assertThat(optimizer("{type: adam, learningRate: 1, biasCorrection: true}"))
        .isEqualTo(new OptimizerSpec.Adam(one, 0.9, 0.999, 1e-8, OptionalDouble.of(1e-8)));
    assertThat(optimizer("{type: adam, learningRate: 1, biasCorrection: {floor: 0.1}}"))
        .isEqualTo(new OptimizerSpec.Adam(one, 0.9, 0.999, 1e-8, OptionalDouble.of(0.1)));
  }

  @Test
  void readsSchedules() {
    assertThat(rate("{schedule: constant, peak: 2}")).isEqualTo(LearningRate.constant(2));
    assertThat(rate("{schedule: linear, peak: 2, end: 1, warmup: 5}"))
        .isEqualTo(new LearningRate.Linear(2, 1, 5));
    assertThat(rate("{schedule: cosine, peak: 2}")).isEqualTo(new LearningRate.Cosine(2, 0, 0));
    assertThat(rate("{schedule: step, peak: 2, milestones: [3, 9], factor: 0.5}"))
        .isEqualTo(new LearningRate.Steps(2, List.of(3L, 9L), 0.5, 0));
  }

  private static LearningRate rate(String yaml) {
    return optimizer("{type: sgd, learningRate: " + yaml + "}").learningRate();
  }

  @Test
  void theDefaultsAreThoseOfTheSchema() {
    String defs = "/$defs/";
    var schema = SpecSchema.tree();
    ClippingSpec.Adaptive adaptive =
        (ClippingSpec.Adaptive) clipping("{norm: 1, mode: adaptive, min: 1, max: 1}");
    assertThat(schema.at(defs + "adaptiveClipping/properties/quantile/default").asDouble())
        .isEqualTo(adaptive.quantile());
    assertThat(schema.at(defs + "adaptiveClipping/properties/rate/default").asDouble())
        .isEqualTo(adaptive.rate());
    assertThat(schema.at(defs + "automaticClipping/properties/stability/default").asDouble())
        .isEqualTo(ClippingSpec.Automatic.DEFAULT_STABILITY);
    assertThat(schema.at(defs + "adamw/properties/weightDecay/default").asDouble())
        .isEqualTo(OptimizerSpec.AdamW.DEFAULT_WEIGHT_DECAY);
    assertThat(schema.at(defs + "noiseFloor/properties/floor/default").asDouble())
        .isEqualTo(OptimizerSpec.Adam.DEFAULT_NOISE_FLOOR);
  }

  @Test
  void aSpecThatSaysNothingNewKeepsItsDigest() {
    assertThat(SpecDigest.of(SpecFixtures.read(READMISSION)))
        .isEqualTo(
            SpecDigest.of(
                SpecFixtures.read(
                    READMISSION,
                    "optimizer.learningRate={schedule: constant, peak: 0.002}",
                    "optimizer.biasCorrection=false")));
  }

  @Test
  void modesWithOneNormCostWhatFlatCosts() {
    TrainingPlan flat = plan();
    for (String mode : List.of("per-layer", "automatic")) {
      TrainingPlan plan = plan("privacy.clipping.mode=" + mode);
      assertThat(plan.stepEvent()).isEqualTo(flat.stepEvent());
      assertThat(plan.noiseMultiplierTogether()).isEqualTo(plan.noiseMultiplier());
    }
  }

  @Test
  void perLayerNormsAreThoseOfTheModelsLayers() {
    assertThat(plan("privacy.clipping={norm: 1, mode: per-layer, norms: [0.5, 0.5, 0.5]}"))
        .isNotNull();
    assertThat(refused("privacy.clipping={norm: 1, mode: per-layer, norms: [0.6, 0.8]}"))
        .singleElement()
        .satisfies(p -> assertThat(p.path()).isEqualTo("privacy.clipping.norms"))
        .satisfies(p -> assertThat(p.message()).contains("has 3 layers", "norms for 2"));
  }

  @Test
  void adaptiveClippingIsBilledAsSumAndCountOnOneSample() {
    TrainingPlan plan = plan(ADAPTIVE);
    TrainingPlan flat = plan();

    assertThat(plan.stepEvent())
        .isEqualTo(
            new PoissonSampled(
                0.02,
                new Composed(List.of(new Gaussian(plan.noiseMultiplier()), new Gaussian(114)))));
    assertThat(plan.event()).isEqualTo(new SelfComposed(plan.stepEvent(), 800));
    assertThat(EventJson.fromJson(EventJson.toJson(plan.event()))).isEqualTo(plan.event());
    assertThat(plan.predicted())
        .isEqualTo(
            BestAccountant.standard()
                .epsilon(
                    plan.event(), NeighbouringRelation.ADD_OR_REMOVE_ONE, plan.accountantDelta()));
    assertThat(plan.predicted().epsilon()).isBetween(3 * 0.9999, 3.0);
    // What calibration finds is the multiplier of both together.
    assertThat(plan.noiseMultiplierTogether())
        .isCloseTo(flat.noiseMultiplier(), within(1e-5 * flat.noiseMultiplier()));
    assertThat(plan.noiseMultiplier()).isGreaterThan(plan.noiseMultiplierTogether());
    double z = plan.noiseMultiplier();
    assertThat(1 / (z * z) + 1.0 / (114 * 114))
        .isCloseTo(Math.pow(plan.noiseMultiplierTogether(), -2), within(1e-9));
    assertThat(plan.grid()).isEqualTo(NoiseGrid.forClippingNorm(1, plan.parameters()));
  }

  @Test
  void moreNoiseOnTheCountLeavesMoreToTheSum() {
    double quiet = plan(ADAPTIVE, "privacy.clipping.countNoise=2").noiseMultiplier();
    double loud = plan(ADAPTIVE, "privacy.clipping.countNoise=200").noiseMultiplier();
    assertThat(quiet).isGreaterThan(loud * 1.01);
  }

  @Test
  void aFixedNoiseMultiplierIsThatOfSumAndCountTogether() {
    TrainingPlan plan =
        plan(ADAPTIVE, "privacy.noiseMultiplier=5", "privacy.clipping.countNoise=3");
    TrainingPlan flat = plan("privacy.noiseMultiplier=5");

    assertThat(plan.noiseMultiplier()).isCloseTo(5 / Math.sqrt(1 - 25.0 / 36), within(1e-12));
    assertThat(plan.noiseMultiplierTogether()).isCloseTo(5, within(1e-12));
    assertThat(plan.predicted().epsilon()).isCloseTo(flat.predicted().epsilon(), within(1e-6));
  }

  @Test
  void refusesCountsThatLeaveTheSumNothing() {
    assertThat(refused(ADAPTIVE, "privacy.clipping.countNoise=0.3"))
        .singleElement()
        .satisfies(p -> assertThat(p.path()).isEqualTo("privacy.clipping.countNoise"))
        .satisfies(p -> assertThat(p.message()).contains("the counts alone cost epsilon"));
    assertThat(refused(ADAPTIVE, "privacy.clipping.countNoise=2", "privacy.noiseMultiplier=4"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("not more than privacy.noiseMultiplier"));
  }

  @Test
  void theSumsShareIsNeverRoundedDown() {
    for (double count : new double[] {0.5, 1, 3, 50, 1e9}) {
      PrivacySpec privacy =
          new PrivacySpec(
              1,
              1e-6,
              NeighbouringRelation.ADD_OR_REMOVE_ONE,
              100,
              new ClippingSpec.Adaptive(1, 1, 1, 0.5, 0.2, count),
              OptionalDouble.empty());
      for (double share : new double[] {1e-6, 0.1, 0.5, 0.999, 1 - 1e-9, 1 - 0x1p-52}) {
        double together = 2 * count * share;
        double sum = StepNoise.ofSum(privacy, together);
        // 1 / together^2 >= 1 / sum^2 + 1 / count^2 in exact arithmetic.
        BigDecimal t = new BigDecimal(together).pow(2);
        BigDecimal s = new BigDecimal(sum).pow(2);
        BigDecimal c = new BigDecimal(2 * count).pow(2);
        assertThat(s.multiply(c)).isGreaterThanOrEqualTo(t.multiply(s.add(c)));
      }
    }
  }

  @Test
  void aSearchRefusesClippingThatAdapts() {
    TrainingSpec spec =
        SpecFixtures.read(
            READMISSION,
            ADAPTIVE,
            "evaluation=none",
            "search={trials: {law: geometric, mean: 3}, space: {optimizer.learningRate: [0.1, 1]},"
                + " score: {metric: brier}}");
    assertThat(
            catchThrowableOfType(PlanException.class, () -> SearchPlanCompiler.compile(spec))
                .problems())
        .anyMatch(p -> p.path().equals("privacy.clipping.mode"));
  }

  @Test
  void thePlanSaysAllOfIt() {
    TrainingPlan plan =
        plan(
            ADAPTIVE,
            "optimizer={type: adamw, learningRate: {schedule: cosine, peak: 0.1, warmup: 10},"
                + " biasCorrection: true}");
    String text = PlanText.render(plan);
    assertThat(text)
        .contains("norm 1, adaptive to quantile 0.5 within [0.01, 100]")
        .contains("on sums of gradients, 114 on counts of units")
        .contains("AdamW, learning rate 0.1 falling as a cosine to 0 after a warm-up of 10 steps")
        .contains("the noise's variance taken off down to 1.0E-8, weight decay 0.01");
    assertThat(PlanJson.of(plan).at("/clipping/mode").asText()).isEqualTo("adaptive");
    assertThat(PlanJson.of(plan).at("/optimizer/weightDecay").asDouble()).isEqualTo(0.01);
    assertThat(PlanJson.of(plan).at("/noiseMultiplierTogether").asDouble())
        .isEqualTo(plan.noiseMultiplierTogether());
    assertThat(PlanText.render(plan("privacy.clipping={norm: 1, mode: per-layer}")))
        .contains("norm 1, per-layer, equal norms");
  }
}
