package dev.lethe.spec;

import static dev.lethe.spec.SpecFixtures.DIGITS;
import static dev.lethe.spec.SpecFixtures.READMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PldAccountant;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.GrantFilter;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCompilerTest {

  @Test
  void calibratesTheNoiseToTheTarget() {
    TrainingPlan plan = plan(READMISSION);

    assertThat(plan.samplingRate()).isEqualTo(0.02);
    assertThat(plan.stepEvent())
        .isEqualTo(new PoissonSampled(0.02, new Gaussian(plan.noiseMultiplier())));
    assertThat(plan.event()).isEqualTo(new SelfComposed(plan.stepEvent(), 800));
    assertThat(plan.predicted())
        .isEqualTo(
            BestAccountant.standard()
                .epsilon(
                    plan.event(), NeighbouringRelation.ADD_OR_REMOVE_ONE, plan.accountantDelta()));
    assertThat(plan.predicted().epsilon()).isBetween(3 * 0.9999, 3.0);
    assertThat(plan.accountantDelta() + plan.reservedDelta()).isLessThanOrEqualTo(1e-6);
    assertThat(plan.accountantDelta()).isGreaterThan(1e-6 * (1 - 1e-9));
    assertThat(plan.reservedDelta()).isPositive();
  }

  @Test
  void takesShapesFromPublicFactsOnly() {
    TrainingPlan mlp = plan(READMISSION);
    TrainingPlan digits = plan(DIGITS);

    assertThat(mlp.features()).isEqualTo(2 + 3);
    assertThat(mlp.outputs()).isEqualTo(1);
    assertThat(mlp.parameters()).isEqualTo(6 * 64 + 65 * 32 + 33);
    assertThat(mlp.grid()).isEqualTo(NoiseGrid.forClippingNorm(1, mlp.parameters()));
    assertThat(digits.features()).isEqualTo(784);
    assertThat(digits.outputs()).isEqualTo(10);
    assertThat(digits.parameters()).isEqualTo(785 * 10);
    assertThat(plan(READMISSION, "data.label={column: readmitted, classes: [a, b, c]}").outputs())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1e-9", "1, 1e-6", "8, 1e-7", "15, 1e-6", "0.001, 1e-6"})
  void theFoundNoiseAlwaysMeetsTheTarget(double epsilon, double delta) {
    TrainingPlan plan =
        plan(
            READMISSION.replaceAll("budget: .*\n", ""),
            "privacy.epsilon=" + epsilon,
            "privacy.delta=" + delta);

    // On another, finer lattice, whose interval must reach below the target and not far.
    EpsilonBound finer =
        PldAccountant.ofWidth(0.001)
            .epsilon(plan.event(), NeighbouringRelation.ADD_OR_REMOVE_ONE, plan.accountantDelta());
    assertThat(finer.lower().orElseThrow()).isLessThanOrEqualTo(epsilon);
    assertThat(finer.epsilon()).isBetween(0.99 * epsilon, 1.001 * epsilon);
    assertThat(plan.predicted().epsilon()).isBetween(0.9999 * epsilon, epsilon);
  }

  @Test
  void usesAFixedNoiseMultiplierThatKeepsTheTarget() {
    TrainingPlan plan = plan(READMISSION, "privacy.noiseMultiplier=5");

    assertThat(plan.noiseMultiplier()).isEqualTo(5);
    assertThat(plan.predicted().epsilon()).isLessThan(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          privacy.delta=1.8e-5 | privacy.delta: a delta of 1.8e-5 is not below 1 / population (1 / 57000)
          budget.grant.epsilon=2 | budget.grant: the grant (epsilon 2, delta 1e-5) is smaller than this run (epsilon 3, delta 1e-6)
          budget.grant.delta=1e-7 | budget.grant: the grant (epsilon 10, delta 1e-7) is smaller than this run
          model.hidden=[65536, 65536] | model: the model has 4295491585 parameters, more than 100000000
          privacy.noiseMultiplier=0.6 | privacy.noiseMultiplier: at 0.6, 800 steps cost epsilon
          """)
  void refuses(String override, String problem) {
    assertThat(problems(READMISSION, override).get(0)).startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "privacy.epsilon=1e-4, privacy.epsilon, fewer steps",
    "privacy.noiseMultiplier=1000000, privacy.noiseMultiplier, leave it out"
  })
  void refusesNoiseThatTheSamplerCannotDraw(String override, String key, String remedy) {
    String yaml = READMISSION.replaceAll("budget: .*\n", "");

    assertThat(problems(yaml, override, "model.hidden=[8192, 8192]"))
        .singleElement()
        .asString()
        .startsWith(key + ": the run would take a noise multiplier of ")
        .contains("that the sampler can draw for 67174401 parameters")
        .contains(remedy);
  }

  @Test
  void saysWhatANoiseMultiplierWouldCostAndWhatWouldDo() {
    String problem = problems(READMISSION, "privacy.noiseMultiplier=1").get(0);
    long steps = Long.parseLong(problem.replaceAll(".*take at most (\\d+) steps.*", "$1"));
    String least = problem.replaceAll(".*write at least ([0-9.]+), .*", "$1");

    String[] fewer = {"privacy.noiseMultiplier=1", "training.steps=" + steps};
    String[] oneMore = {"privacy.noiseMultiplier=1", "training.steps=" + (steps + 1)};
    assertThat(plan(READMISSION, fewer).predicted().epsilon()).isLessThanOrEqualTo(3);
    assertThat(problems(READMISSION, oneMore)).hasSize(1);
    assertThat(plan(READMISSION, "privacy.noiseMultiplier=" + least).predicted().epsilon())
        .isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"3, 1e-6", "3.01, 1e-6", "3, 1e-5", "20, 1e-6"})
  void raisesTheNoiseUntilTheRunFitsItsOwnGrant(double epsilon, double delta) {
    TrainingPlan alone = plan(READMISSION.replaceAll("budget: .*\n", ""));
    TrainingPlan plan =
        plan(READMISSION, "budget.grant={epsilon: " + epsilon + ", delta: " + delta + "}");

    GrantTerms terms = new GrantTerms(epsilon, delta);
    NeighbouringRelation relation = NeighbouringRelation.ADD_OR_REMOVE_ONE;
    assertThat(GrantFilter.fits(terms, relation, plan.event(), plan.reservedDelta())).isTrue();
    assertThat(plan.noiseMultiplier())
        .isBetween(alone.noiseMultiplier(), alone.noiseMultiplier() * 1.1);
    assertThat(plan.predicted().epsilon()).isLessThanOrEqualTo(3);
  }

  @Test
  void refusesNoiseAndGrantsThatDoNotGoTogether() {
    double alone = plan(READMISSION.replaceAll("budget: .*\n", "")).noiseMultiplier();

    assertThat(
            problems(
                READMISSION,
                "budget.grant={epsilon: 3, delta: 1e-6}",
                "privacy.noiseMultiplier=" + alone * 1.0001))
        .singleElement()
        .asString()
        .contains("the run does not fit the spec's own grant", "write at least 1.2");
    assertThat(problems(READMISSION, "budget.grant={epsilon: 100, delta: 1e-6}"))
        .singleElement()
        .asString()
        .contains("budget.grant: a grant of epsilon 100", "cannot pay for this run");
  }

  @Test
  void refusesStepsThatNoNoiseCouldPay() {
    assertThat(
            problems(
                READMISSION,
                "privacy.epsilon=1e-9",
                "privacy.delta=1e-300",
                "training.steps=100000000",
                "privacy.sampling.expectedBatch=57000"))
        .singleElement()
        .asString()
        .startsWith("training.steps: 100000000 steps at a sampling rate of 1 cannot be had");
  }

  @Test
  void reportsAllReasonsAndTheirLines(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, READMISSION.replace("delta: 1e-6", "delta: 1e-3"));
    String wide = "model={type: mlp, hidden: [65536, 65536], activation: tanh}";
    LocatedSpec located = SpecReader.readLocated(file, List.of(wide));

    assertThatThrownBy(() -> PlanCompiler.compile(located))
        .isInstanceOfSatisfying(
            PlanException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.file() + ":" + p.line() + " " + p.path())
                    .containsExactly(
                        file + ":21 privacy.delta",
                        "--set " + wide + ":0 model",
                        file + ":30 budget.grant"));
  }

  @Test
  void refusesRecordsThatBreakTheRulesOfSpecFiles() {
    TrainingSpec spec = SpecFixtures.read(READMISSION);
    TrainingSpec wrong =
        new TrainingSpec(
            spec.name(),
            spec.data(),
            spec.privacy(),
            spec.model(),
            spec.optimizer(),
            new TrainingSettings(-1, 0, TrainingSettings.Device.CPU, 0, Optional.empty()),
            spec.learning(),
            spec.evaluation(),
            spec.grant(),
            spec.report(),
            Optional.empty());

    assertThat(SpecFixtures.problems(() -> PlanCompiler.compile(wrong)))
        .containsExactly(
            "training.ledgerWindow: must be at least 1, got 0; write for example 16",
            "training.physicalBatch: must be at least 1, got 0; write for example 256",
            "training.steps: must be at least 1, got -1; write for example 800");
  }

  @Test
  void warnsOfALargeDeltaAndOfUnprotectedMetrics() {
    TrainingSpec quiet = SpecFixtures.read(READMISSION, "evaluation=none");
    TrainingSpec loud = SpecFixtures.read(READMISSION, "privacy.delta=2e-6");

    assertThat(PlanCompiler.warnings(quiet)).isEmpty();
    assertThat(PlanCompiler.warnings(loud))
        .extracting(SpecProblem::path)
        .containsExactly("privacy.delta", "evaluation");
    assertThat(PlanCompiler.warnings(loud).get(0).toString())
        .contains("delta is 0.114 / population")
        .contains("at most 1e-7 is usual for 57000 units");
  }

  @Test
  void rendersForPeopleAndForPrograms() {
    TrainingPlan plan = plan(READMISSION);

    assertThat(PlanText.render(plan))
        .contains("57000 units in training (declared in the spec)")
        .contains("column:patient_nbr (at most 2 records of each)")
        .contains("epsilon           3 at delta 1e-6 (accountant pld, target 3)")
        .contains("spec digest       " + plan.specDigest());
    assertThat(PlanJson.of(plan).path("epsilon").asDouble()).isEqualTo(plan.predicted().epsilon());
    assertThat(EventJson.fromJson(PlanJson.of(plan).path("event"))).isEqualTo(plan.event());
    assertThat(plan.estimate().seconds()).isBetween(1.0, 1e4);
    assertThat(plan.estimate().bytes()).isBetween(1L << 20, 1L << 34);
  }

  private static TrainingPlan plan(String yaml, String... overrides) {
    return PlanCompiler.compile(SpecFixtures.read(yaml, overrides));
  }

  private static List<String> problems(String yaml, String... overrides) {
    return catchThrowableOfType(PlanException.class, () -> plan(yaml, overrides))
        .problems()
        .stream()
        .map(SpecProblem::toString)
        .toList();
  }
}
