package dev.lethe.cli;

import dev.lethe.report.PartRelease;
import dev.lethe.report.ReleasedValue;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.Metrics;
import dev.lethe.training.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report says of a search: its best trial, and nothing that depends on how many there were.
 *
 * @param plan what was searched
 * @param best what was found
 * @param exact figures of the best trial without noise, on public or unprotected people
 */
record SearchStatement(SearchPlan plan, SearchResult best, Optional<Metrics> exact) {
  /** The name of the score among the released values. */
  private static final String SCORE = "score ";

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

  /** What there is to say of the best trial: each of its settings, and its noisy score. */
  RunFindings findings() {
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
    return new RunFindings(best.training(), exact, List.of(), List.of(search));
  }
}
