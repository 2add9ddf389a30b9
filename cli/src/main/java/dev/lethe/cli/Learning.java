package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.LoadedData;
import dev.lethe.data.UnencodedRows;
import dev.lethe.data.learn.BoundsLearner;
import dev.lethe.data.learn.ClassCounts;
import dev.lethe.data.learn.LaplaceCounts;
import dev.lethe.data.learn.ThresholdedCounts;
import dev.lethe.data.learn.VocabularyLearner;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.spec.ClassWeights;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.LearnedFeatures;
import dev.lethe.spec.LearnedVocabularies;
import dev.lethe.spec.LearningSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Learns what a spec asks for from the units in training, one charged release each. */
final class Learning {
  /** How the model and the report name where a value is from. */
  static final String SOURCE = "learned privately in this run";

  private final TrainingSpec spec;
  private final LedgerRun run;
  private final Releases releases;

  Learning(TrainingSpec spec, LedgerRun run, Releases releases) {
    this.spec = spec;
    this.run = run;
    this.releases = releases;
  }

  LearnedFeatures features(UnencodedRows rows) {
    LearningSpec learning = spec.learning();
    Map<String, LearnedBounds.Range> bounds =
        learning.bounds().map(b -> bounds(b, rows)).orElse(Map.of());
    Map<String, List<String>> vocabularies =
        learning.vocabularies().map(v -> vocabularies(v, rows)).orElse(Map.of());
    return new LearnedFeatures(bounds, vocabularies, SOURCE);
  }

  private PrivacyEvent event(String part) {
    return run.terms()
        .part(part)
        .map(RunPart::event)
        .orElseThrow(() -> new IllegalStateException("the plan has no part " + part));
  }

  private Map<String, LearnedBounds.Range> bounds(LearnedBounds wanted, UnencodedRows rows) {
    return readBounds(learnBounds(wanted, rows, event(PlanPart.LEARN_BOUNDS), run, releases));
  }

  static JsonNode learnBounds(
      LearnedBounds wanted,
      UnencodedRows rows,
      PrivacyEvent event,
      LedgerRun run,
      Releases releases) {
    BoundsLearner learner = new BoundsLearner(wanted);
    try (LaplaceCounts noise = LaplaceCounts.of(learner.l1(rows.maxContributions()), event)) {
      return releases.once(
          run,
          PlanPart.LEARN_BOUNDS,
          () -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            learner
                .bounds(noise.release(learner.count(rows)))
                .forEach((c, r) -> node.putArray(c).add(r.min()).add(r.max()));
            return node;
          });
    }
  }

  static Map<String, LearnedBounds.Range> readBounds(JsonNode node) {
    Map<String, LearnedBounds.Range> bounds = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      bounds.put(
          entry.getKey(),
          new LearnedBounds.Range(
              entry.getValue().path(0).asDouble(), entry.getValue().path(1).asDouble()));
    }
    return bounds;
  }

  private Map<String, List<String>> vocabularies(LearnedVocabularies wanted, UnencodedRows rows) {
    return readVocabularies(
        learnVocabularies(wanted, rows, event(PlanPart.LEARN_VOCABULARIES), run, releases));
  }

  static JsonNode learnVocabularies(
      LearnedVocabularies wanted,
      UnencodedRows rows,
      PrivacyEvent event,
      LedgerRun run,
      Releases releases) {
    VocabularyLearner learner = new VocabularyLearner(wanted.columns(), wanted.maxValues());
    long keys = learner.l1(rows.maxContributions());
    try (ThresholdedCounts noise = ThresholdedCounts.of(keys, rows.maxContributions(), event)) {
      return releases.once(
          run,
          PlanPart.LEARN_VOCABULARIES,
          () -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            learner
                .vocabularies(noise.release(learner.count(rows)))
                .forEach(
                    (c, values) -> {
                      ArrayNode list = node.putArray(c);
                      values.forEach(list::add);
                    });
            return node;
          });
    }
  }

  static Map<String, List<String>> readVocabularies(JsonNode node) {
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      List<String> values = new ArrayList<>();
      entry.getValue().forEach(value -> values.add(value.asText()));
      vocabularies.put(entry.getKey(), values);
    }
    return vocabularies;
  }

  Optional<ClassWeights> weights(LoadedData data) {
    if (spec.learning().classWeights().isEmpty()) {
      return Optional.empty();
    }
    int most = spec.data().unit().maxContributions();
    int classes = spec.data().label().classes();
    try (LaplaceCounts noise = LaplaceCounts.of(most, event(PlanPart.LEARN_CLASS_WEIGHTS))) {
      JsonNode node =
          releases.once(
              run,
              PlanPart.LEARN_CLASS_WEIGHTS,
              () -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                ClassCounts.weights(noise.release(ClassCounts.count(data.train(), most, classes)))
                    .forEach(list::add);
                return list;
              });
      return Optional.of(readWeights(node));
    }
  }

  static ClassWeights readWeights(JsonNode node) {
    List<Double> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asDouble()));
    return new ClassWeights(values, SOURCE);
  }
}
