package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.report.PartRelease;
import dev.lethe.report.ReleasedValue;
import dev.lethe.report.UtilityFacts;
import dev.lethe.spec.ClassWeights;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.ChargedMetric;
import dev.lethe.training.Metrics;
import dev.lethe.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a finished run has to say beside its model.
 *
 * @param result the model and its constants
 * @param exact figures without noise, on public or unprotected people
 * @param charged figures under the budget
 * @param releases what each charged part released
 */
record RunFindings(
    TrainingResult result,
    Optional<Metrics> exact,
    List<ChargedMetric> charged,
    List<PartRelease> releases) {
  RunFindings {
    charged = List.copyOf(charged);
    releases = List.copyOf(releases);
  }

  /** What the parts of a run released, from where it was kept. */
  static List<PartRelease> releases(TrainingPlan plan, Releases kept) {
    List<PartRelease> all = new ArrayList<>();
    for (PlanPart part : plan.parts()) {
      all.add(
          part.name().equals(PlanPart.TRAINING)
              ? new PartRelease(part.name(), "the model's weights after each step", List.of())
              : release(plan, part.name(), kept.kept(part.name())));
    }
    return all;
  }

  private static PartRelease release(TrainingPlan plan, String part, JsonNode kept) {
    return switch (part) {
      case PlanPart.LEARN_BOUNDS -> bounds(part, kept);
      case PlanPart.LEARN_VOCABULARIES -> vocabularies(part, kept);
      case PlanPart.LEARN_CLASS_WEIGHTS -> weights(plan, part, kept);
      case PlanPart.EVALUATION -> metrics(part, ChargedFigures.read(kept));
      default -> throw new IllegalStateException("nothing is known of the part " + part);
    };
  }

  static PartRelease bounds(String part, JsonNode kept) {
    List<ReleasedValue> values = new ArrayList<>();
    Learning.readBounds(kept)
        .forEach((column, r) -> values.add(ReleasedValue.bounds(column, r.min(), r.max())));
    return new PartRelease(part, "bounds of numeric columns", values);
  }

  static PartRelease vocabularies(String part, JsonNode kept) {
    List<ReleasedValue> values = new ArrayList<>();
    Learning.readVocabularies(kept)
        .forEach((column, texts) -> values.add(ReleasedValue.vocabulary(column, texts)));
    return new PartRelease(part, "vocabularies of categorical columns", values);
  }

  private static PartRelease weights(TrainingPlan plan, String part, JsonNode kept) {
    ClassWeights weights = Learning.readWeights(kept);
    List<String> names = plan.spec().data().label().classNames();
    List<ReleasedValue> values = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      values.add(ReleasedValue.classWeight(names.get(c), weights.values().get(c)));
    }
    return new PartRelease(part, "weights of the classes", values);
  }

  private static PartRelease metrics(String part, List<ChargedMetric> metrics) {
    return new PartRelease(
        part,
        "measures of the model's quality on held-out people",
        figures(metrics).stream().map(m -> ReleasedValue.metric(m.name(), m.value())).toList());
  }

  /** Each figure with the ends of its range, under names of their own. */
  static List<UtilityFacts.Metric> figures(List<ChargedMetric> metrics) {
    List<UtilityFacts.Metric> figures = new ArrayList<>();
    for (ChargedMetric metric : metrics) {
      String name = metric.name() + metric.group().map(group -> " of " + group).orElse("");
      figures.add(new UtilityFacts.Metric(name, metric.value()));
      figures.add(new UtilityFacts.Metric(name + ", low", metric.low()));
      figures.add(new UtilityFacts.Metric(name + ", high", metric.high()));
    }
    return figures;
  }

  /** All figures, as a report prints them. */
  List<UtilityFacts.Metric> figures(EvaluationMode mode) {
    if (mode == EvaluationMode.CHARGED) {
      return figures(charged);
    }
    List<UtilityFacts.Metric> figures = new ArrayList<>();
    exact.ifPresent(
        m -> {
          m.auc().ifPresent(auc -> figures.add(new UtilityFacts.Metric("auc", auc)));
          figures.add(new UtilityFacts.Metric("accuracy", m.accuracy()));
          figures.add(new UtilityFacts.Metric("logLoss", m.logLoss()));
        });
    return figures;
  }
}
