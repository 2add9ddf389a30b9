package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpecTest {
  private static final String SEARCH =
      SpecFixtures.READMISSION.replace("evaluation: unprotected", "evaluation: none")
          + """
          search:
            trials: { law: geometric, mean: 6 }
            space:
              optimizer.learningRate: [0.001, 0.002, 1]
              model.hidden: [[32], [64, 32]]
              privacy.clipping.norm: [0.5, 1.0]
            score: { metric: brier, epsilon: 0.2 }
          """;

  @Test
  void everyCombinationIsATrialWithOneEventAndItsOwnShape() {
    SearchPlan plan = SearchPlanCompiler.compile(SpecFixtures.read(SEARCH));

    assertThat(plan.trials()).hasSize(12);
    assertThat(new HashSet<>(plan.trials().stream().map(t -> t.plan().spec()).toList()))
        .hasSize(12);
    assertThat(plan.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.plan().stepEvent())
                  .isEqualTo(new PoissonSampled(0.02, new Gaussian(plan.noiseMultiplier())));
              assertThat(trial.plan().spec().search()).isEmpty();
              assertThat(trial.plan().reservedDelta() * 6).isLessThan(plan.reservedDelta());
            });
    assertThat(plan.trials().get(0).plan().parameters())
        .isNotEqualTo(plan.trials().get(6).plan().parameters());
    assertThat(plan.trials().get(3).text())
        .isEqualTo(
            "model.hidden = [32], optimizer.learningRate = 0.002, privacy.clipping.norm = 1");
  }

  @Test
  void theWholeSearchIsOneEventThatMeetsTheTarget() {
    SearchPlan plan = SearchPlanCompiler.compile(SpecFixtures.read(SEARCH));
    PrivacyEvent step = new PoissonSampled(0.02, new Gaussian(plan.noiseMultiplier()));
    PrivacyEvent trial =
        new Composed(List.of(new SelfComposed(step, 800), new Gaussian(plan.scoreNoise())));

    assertThat(plan.event()).isEqualTo(new SelectedBest(trial, new NegativeBinomial(1, 1 / 6.0)));
    assertThat(plan.terms("r").parts()).hasSize(1);
    assertThat(plan.terms("r").parts().get(0).count()).isEqualTo(1);
    assertThat(plan.predicted().epsilon()).isBetween(2.99, 3.0);
    assertThat(epsilon(plan.event(), plan)).isEqualTo(plan.predicted().epsilon());
    assertThat(epsilon(trial, plan)).isEqualTo(plan.trialAlone().epsilon()).isLessThan(2.5);
    assertThat(epsilon(new Gaussian(plan.scoreNoise()), plan)).isBetween(0.199, 0.2);
    assertThat(plan.heldOut()).isBetween(14249.9, 14250.1);
  }

  private static double epsilon(PrivacyEvent event, SearchPlan plan) {
    return BestAccountant.standard()
        .epsilon(event, NeighbouringRelation.ADD_OR_REMOVE_ONE, plan.accountantDelta())
        .epsilon();
  }

  @Test
  void aWrittenSearchReadsBackEqual() {
    TrainingSpec spec =
        SpecFixtures.read(SEARCH, "search.trials={law: negative-binomial, mean: 3, shape: -0.5}");

    assertThat(SpecWriter.fromJson(SpecWriter.json(spec), Path.of("/specs"))).isEqualTo(spec);
    assertThat(SpecReader.read(SpecWriter.json(spec).toString(), Path.of("/specs"), "again"))
        .isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource({
    "geometric, 6, 1", "logarithmic, 6, 0", "negative-binomial, 3.5, -0.5",
    "negative-binomial, 40, 2", "logarithmic, 1.2, 0", "geometric, 900, 1"
  })
  void theLawHasTheMeanThatTheSpecAsksFor(String law, double mean, double shape) {
    TrialLaw tag = SpecBinder.tagged(TrialLaw.values(), TrialLaw::tag, TextNode.valueOf(law), "");
    SearchTrials trials = new SearchTrials(tag, mean, shape);
    NegativeBinomial count = (NegativeBinomial) trials.count();

    assertThat(count.shape()).isEqualTo(shape);
    assertThat(meanByItsSeries(count)).isCloseTo(mean, within(mean * 1e-6));
    assertThat(trials.mostExpected()).isGreaterThanOrEqualTo(mean);
    assertThat(new SearchTrials(TrialLaw.POISSON, 4, 0).count()).isEqualTo(new Poisson(4));
  }

  private static double meanByItsSeries(NegativeBinomial law) {
    double weight = 1;
    double all = 0;
    double weighted = 0;
    for (long k = 1; k < 200_000; k++) {
      all += weight;
      weighted += k * weight;
      weight *= (1 - law.continuation()) * (k + law.shape()) / (k + 1);
    }
    return weighted / all;
  }

  @Test
  void refusesKeysThatChangeThePrivacyOfATrialAndKeysThatDoNotExist() {
    assertThat(
            SpecFixtures.problems(
                SEARCH,
                "search.space={training.steps: [100, 200], privacy.epsilon: [1],"
                    + " data.split: [{test: 0.5}], optimizer.learningrate: [1]}"))
        .hasSize(4)
        .anyMatch(p -> p.contains("\"training.steps\"") && p.contains("one privacy event"))
        .anyMatch(p -> p.contains("\"privacy.epsilon\"") && p.contains("may not vary"))
        .anyMatch(p -> p.contains("\"data.split\"") && p.contains("may not vary"))
        .anyMatch(p -> p.contains("did you mean") && p.contains("optimizer.learningRate"));
  }

  @Test
  void saysEveryValueThatDoesNotGoWithTheRest() {
    assertThat(
            SpecFixtures.problems(
                SEARCH,
                "search.space={optimizer.learningRate: [0.1, -1], model.hidden: [[0], [8]],"
                    + " privacy.clipping.norm: [1, 0]}"))
        .hasSize(3)
        .anyMatch(p -> p.contains("optimizer.learningRate = -1"))
        .anyMatch(p -> p.contains("model.hidden = [0]"))
        .anyMatch(p -> p.contains("privacy.clipping.norm = 0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.trials.mean=1 | greater than 1",
        "search.trials.mean=2000 | at most 1000",
        "search.trials.shape=2 | negative-binomial only",
        "search.trials.law=negative-binomial | 'shape' is missing",
        "search.trials.law=uniform | unknown value",
        "search.space={} | nothing to choose from",
        "search.space={model: [{type: logistic-regression}], model.hidden: [[8]]} | overlaps",
        "search.space={optimizer.learningRate: [1, 1.0]} | stands twice",
        "search.score.metric=f1 | unknown value",
        "search.space={optimizer.type: [sgd, adam]} | not a key that a search can vary",
        "data.split.test=0 | nothing is held out",
      })
  void refusesWithARemedy(String override, String expected) {
    assertThat(SpecFixtures.problems(SEARCH, override)).anyMatch(p -> p.contains(expected));
  }

  @Test
  void wholeModelsAndOptimizersMayVary() {
    SearchPlan plan =
        SearchPlanCompiler.compile(
            SpecFixtures.read(
                SEARCH,
                "search.space={model: [{type: logistic-regression}, {type: mlp, hidden: [8]}],"
                    + " optimizer: [{type: sgd, learningRate: 1}, {type: adam, learningRate: 1}]}"));

    assertThat(plan.trials()).hasSize(4);
    assertThat(plan.trials().get(1).plan().spec().optimizer())
        .isEqualTo(new OptimizerSpec.Adam(1, 0.9, 0.999, 1e-8));
  }

  @Test
  void boundsTheNumberOfCombinations() {
    String values = IntStream.rangeClosed(1, 20).boxed().toList().toString();
    assertThat(
            SpecFixtures.problems(
                SEARCH,
                "search.space={optimizer.learningRate: "
                    + values
                    + ", privacy.clipping.norm: "
                    + values
                    + "}"))
        .anyMatch(p -> p.contains("more than 256 combinations"));
  }

  @Test
  void aTrainingIsNoSearchAndASearchIsNoTraining() {
    assertThatThrownBy(() -> PlanCompiler.compile(SpecFixtures.read(SEARCH)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("lethe search");
    assertThatThrownBy(
            () -> SearchPlanCompiler.compile(SpecFixtures.read(SpecFixtures.READMISSION)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("lethe train");
  }

  @Test
  void refusesWhatItCannotPriceOrPay() {
    assertThatThrownBy(
            () -> SearchPlanCompiler.compile(SpecFixtures.read(SEARCH, "evaluation=charged")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("own charged score");
    assertThatThrownBy(
            () ->
                SearchPlanCompiler.compile(
                    SpecFixtures.read(
                        SEARCH, "search.trials.mean=1000", "search.score.epsilon=2.9")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("cannot be had");
    assertThatThrownBy(
            () ->
                SearchPlanCompiler.compile(
                    SpecFixtures.read(SEARCH, "privacy.noiseMultiplier=0.8")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("write at least");
  }

  @Test
  void thePlanSaysWhatOneTrialAndTheSearchCost() {
    SearchPlan plan = SearchPlanCompiler.compile(SpecFixtures.read(SEARCH));

    assertThat(SearchPlanText.render(plan))
        .contains("6 expected (geometric); how many ran stays hidden")
        .contains("12 combinations")
        .contains("one trial alone");
    assertThat(SearchPlanText.json(plan).at("/search/space")).hasSize(12);
    assertThat(SearchPlanText.json(plan).at("/event/type").asText()).isEqualTo("selected-best");
  }
}
