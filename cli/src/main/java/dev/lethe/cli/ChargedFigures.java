package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.UnitTable;
import dev.lethe.data.learn.LaplaceCounts;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.ChargedEvaluation;
import dev.lethe.training.ChargedMetric;
import dev.lethe.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a model on held-out people under the budget, in one charged release. */
final class ChargedFigures {
  private ChargedFigures() {}

  static List<ChargedMetric> of(
      TrainingSpec spec, TrainedModel model, UnitTable heldOut, LedgerRun run, Releases releases) {
    ChargedEvaluation evaluation = new ChargedEvaluation(model, spec.evaluation());
    int most = spec.data().unit().maxContributions();
    PrivacyEvent event =
        run.terms()
            .part(PlanPart.EVALUATION)
            .map(RunPart::event)
            .orElseThrow(() -> new IllegalStateException("the plan has no evaluation"));
    try (LaplaceCounts noise = LaplaceCounts.of(evaluation.l1(most), event)) {
      return read(
          releases.once(
              run,
              PlanPart.EVALUATION,
              () -> json(evaluation.metrics(noise.release(evaluation.count(heldOut, most))))));
    }
  }

  static ArrayNode json(List<ChargedMetric> metrics) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ChargedMetric metric : metrics) {
      ObjectNode node = list.addObject().put("name", metric.name());
      metric.group().ifPresent(group -> node.put("group", group));
      node.put("value", metric.value()).put("low", metric.low()).put("high", metric.high());
    }
    return list;
  }

  static List<ChargedMetric> read(JsonNode list) {
    List<ChargedMetric> metrics = new ArrayList<>();
    for (JsonNode node : list) {
      metrics.add(
          new ChargedMetric(
              node.path("name").asText(),
              node.has("group") ? Optional.of(node.path("group").asText()) : Optional.empty(),
              node.path("value").asDouble(),
              node.path("low").asDouble(),
              node.path("high").asDouble()));
    }
    return metrics;
  }
}
