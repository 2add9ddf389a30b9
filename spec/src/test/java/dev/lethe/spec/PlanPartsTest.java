package dev.lethe.spec;

import static dev.lethe.spec.SpecFixtures.READMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantFilter;
import dev.lethe.privacy.ledger.GrantTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that learns, trains and measures is one composition that keeps the spec's epsilon. */
class PlanPartsTest {
  private static final NeighbouringRelation RELATION = NeighbouringRelation.ADD_OR_REMOVE_ONE;

  static final String LEARNING =
      READMISSION
          .replaceAll("      time_in_hospital: .*\n", "      learn: { epsilon: 0.2 }\n")
          .replaceAll(
              "      gender: .*\n", "      learn: { epsilon: 0.3, delta: 1e-9, maxValues: 5 }\n");

  private static final String[] ALL = {
    "training.classWeights={learn: {epsilon: 0.05}}", "evaluation={mode: charged, epsilon: 0.1}"
  };

  private static TrainingPlan plan(String... overrides) {
    return PlanCompiler.compile(SpecFixtures.read(LEARNING, overrides));
  }

  @Test
  void everyPartIsPricedInTheOrderItRuns() {
    TrainingPlan plan = plan(ALL);

    assertThat(plan.parts())
        .containsExactly(
            new PlanPart("learn-bounds", new ApproximateDp(0.2, 0), 1),
            new PlanPart("learn-vocabularies", new ApproximateDp(0.3, 1e-9), 1),
            new PlanPart("learn-class-weights", new ApproximateDp(0.05, 0), 1),
            new PlanPart("training", plan.stepEvent(), 800),
            new PlanPart("evaluation", new ApproximateDp(0.1, 0), 1));
    assertThat(plan.event())
        .isEqualTo(new Composed(plan.parts().stream().map(PlanPart::whole).toList()));
    assertThat(plan.terms("run-1").event()).isEqualTo(plan.event());
    assertThat(plan.eventAfter(7))
        .isEqualTo(
            new Composed(
                java.util.List.of(
                    new ApproximateDp(0.2, 0),
                    new ApproximateDp(0.3, 1e-9),
                    new ApproximateDp(0.05, 0),
                    new dev.lethe.privacy.event.SelfComposed(plan.stepEvent(), 7))));
  }

  @Test
  void theWholeCompositionMeetsTheTargetAndNotEachPart() {
    TrainingPlan plan = plan(ALL);

    assertThat(plan.predicted())
        .isEqualTo(
            BestAccountant.standard().epsilon(plan.event(), RELATION, plan.accountantDelta()));
    assertThat(plan.predicted().epsilon()).isBetween(3 * 0.9999, 3.0);
    assertThat(plan.noiseMultiplier())
        .isGreaterThan(PlanCompiler.compile(SpecFixtures.read(READMISSION)).noiseMultiplier());
    double sum = plan.parts().stream().mapToDouble(p -> plan.alone(p).orElseThrow()).sum();
    assertThat(sum).isGreaterThan(3);
  }

  /** By hand: curves add up, and a pure event's is at most its epsilon at every order. */
  @Test
  void theWholeIsNoMoreThanCurvesThatAddUp() {
    TrainingPlan plan = plan(ALL);
    RenyiCurve steps =
        RenyiAccountant.standard()
            .curve(plan.part(PlanPart.TRAINING).orElseThrow().whole(), RELATION);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps.orders().size(); i++) {
      double order = steps.orders().get(i);
      double pure = 0;
      for (double epsilon : new double[] {0.2, 0.3, 0.05, 0.1}) {
        pure += Math.min(epsilon, order * epsilon * epsilon / 2); // Bun and Steinke 2016
      }
      least =
          Math.min(
              least,
              RenyiCurve.epsilonAt(
                  order, steps.divergences().get(i) + pure, plan.accountantDelta() - 1e-9));
    }
    assertThat(plan.predicted().epsilon()).isLessThanOrEqualTo(least * (1 + 1e-9));
  }

  @Test
  void whatMayFailIsPartOfDelta() {
    TrainingPlan plan = plan(ALL);

    assertThat(plan.failureDelta()).isBetween(1e-9, 1.000001e-9);
    assertThat(plan.accountantDelta() + plan.reservedDelta()).isLessThanOrEqualTo(1e-6);
    assertThat(PlanCompiler.compile(SpecFixtures.read(READMISSION)).failureDelta()).isZero();
  }

  @Test
  void theRunFitsTheGrantThatItsOwnSpecMakes() {
    TrainingPlan plan = plan(ALL[0], ALL[1], "budget.grant.epsilon=3", "budget.grant.delta=1e-6");

    assertThat(
            GrantFilter.fits(new GrantTerms(3, 1e-6), RELATION, plan.event(), plan.reservedDelta()))
        .isTrue();
    assertThat(plan.noiseMultiplier()).isGreaterThan(plan(ALL).noiseMultiplier());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.features.vocabularies.learn.delta=9e-7 | data.features.vocabularies.learn.delta | takes delta 9e-7, and the spec's grant keeps 7e-8
          data.features.vocabularies.learn.delta=9.999999999999e-7 | data.features.vocabularies.learn.delta | the whole run has 1e-6
          data.features.bounds.learn.epsilon=2.69999999999 | training.steps | cannot be had for epsilon 3 at delta 1e-6, whatever the noise
          """)
  void refusesPartsThatCannotBePaid(String override, String path, String message) {
    assertThatThrownBy(() -> plan(override))
        .isInstanceOfSatisfying(
            PlanException.class,
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        p -> {
                          assertThat(p.path()).isEqualTo(path);
                          assertThat(p.message() + p.remedy()).contains(message);
                        }));
  }

  @Test
  void thePlanIsPrintedPartByPart() {
    TrainingPlan plan = plan(ALL);

    assertThat(PlanText.render(plan))
        .contains("learn-bounds, alone epsilon 0.2")
        .contains("learn-vocabularies, alone epsilon 0.3")
        .contains("of delta 1e-9")
        .contains("training, 800 times, alone epsilon ");
    assertThat(PlanJson.of(plan).path("parts")).hasSize(5);
    assertThat(PlanJson.of(plan).at("/parts/3/count").longValue()).isEqualTo(800);
    assertThat(PlanText.render(PlanCompiler.compile(SpecFixtures.read(READMISSION))))
        .doesNotContain("alone epsilon");
  }
}
