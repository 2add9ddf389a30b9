package dev.lethe.cli;

import dev.lethe.report.PartRelease;
import dev.lethe.report.ReleaseFacts;
import dev.lethe.report.ReleasedValue;
import dev.lethe.report.RunReleases;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a report says of a search: its best trial, and nothing that depends on how many there were.
 */
record SearchStatement(SearchPlan plan, SearchResult best) {
  /** The name of the score among the released values. */
  private static final String SCORE = "score ";

  /** The spec that the run was begun with. */
  TrainingSpec spec() {
    return plan.spec();
  }

  /** The best trial's plan under the spec, the deltas and the bound of the whole search. */
  TrainingPlan trial() {
    TrainingPlan trial = best.trial().plan();
    return new TrainingPlan(
        trial.spec(),
        plan.specDigest(),
        trial.features(),
        trial.outputs(),
        trial.parameters(),
        trial.samplingRate(),
        trial.noiseMultiplier(),
        trial.grid(),
        trial.parts(),
        plan.accountantDelta(),
        plan.reservedDelta(),
        plan.predicted(),
        trial.estimate());
  }

  /** The part's values: each setting of the best trial, and its noisy score. */
  RunReleases releases() {
    List<ReleasedValue> values = new ArrayList<>();
    for (Map.Entry<String, String> setting : best.trial().values().entrySet()) {
      values.add(
          new ReleasedValue(
              ReleasedValue.STATISTIC, setting.getKey(), List.of(), List.of(setting.getValue())));
    }
    values.add(
        new ReleasedValue(
            ReleasedValue.STATISTIC,
            SCORE + plan.search().metric().tag(),
            List.of(best.score()),
            List.of()));
    PartRelease search =
        new PartRelease(
            PlanPart.SEARCH,
            "the best trial's weights, settings and noisy score; of the other trials nothing, not"
                + " even their number",
            values);
    return new RunReleases(OptionalLong.of(best.training().stepsDone()), List.of(search), Map.of());
  }

  /** The line of the list of releases. */
  ReleaseFacts.Release release() {
    return new ReleaseFacts.Release(
        "settings and score",
        "charged",
        "of the best trial of a search that was charged whole; the score has noise");
  }
}
