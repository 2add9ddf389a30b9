package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/** Rules on clipping and optimizer that a schema cannot say. */
final class MechanismRules {
  private static final SpecPath CLIPPING = SpecPath.of("privacy", "clipping");
  private static final SpecPath OPTIMIZER = SpecPath.of("optimizer");
  private static final SpecPath RATE = OPTIMIZER.key(OptimizerJson.RATE);

  /** Decimal norms are not exact in binary; the trainer scales them down by as much. */
  private static final double ROUNDING = 1e-9;

  private MechanismRules() {}

  static void check(JsonNode root, Problems problems) {
    clipping(root.path("privacy").path("clipping"), problems);
    nesterov(root.path("optimizer"), problems);
    OptionalDouble steps = SpecRules.number(root.path("training").path("steps"));
    steps.ifPresent(
        total -> rate(root.path("optimizer").path(OptimizerJson.RATE), total, problems));
  }

  private static void clipping(JsonNode clipping, Problems problems) {
    OptionalDouble norm = SpecRules.number(clipping.path("norm"));
    if (norm.isEmpty()) {
      return;
    }
    double c = norm.getAsDouble();
    double squares = 0;
    for (JsonNode one : clipping.path("norms")) {
      squares += one.asDouble() * one.asDouble();
    }
    if (Math.sqrt(squares) > c * (1 + ROUNDING)) {
      problems.value(
          CLIPPING.key("norms"),
          "are "
              + SpecRules.text(Math.sqrt(squares))
              + " together (the root of the sum of their squares), more than norm, "
              + SpecRules.text(c),
          "raise norm or lower these; left out, all layers get the same");
    }
    SpecRules.number(clipping.path("min"))
        .ifPresent(
            min -> {
              if (min > c) {
                problems.value(
                    CLIPPING.key("min"),
                    "must be at most norm (" + SpecRules.text(c) + "), where it begins",
                    "write a bound that the norm surely stays above, a hundredth of it for example");
              }
            });
    SpecRules.number(clipping.path("max"))
        .ifPresent(
            max -> {
              if (max < c) {
                problems.value(
                    CLIPPING.key("max"),
                    "must be at least norm (" + SpecRules.text(c) + "), where it begins",
                    "write a bound that the norm surely stays below, a hundredfold for example");
              }
            });
  }

  private static void nesterov(JsonNode optimizer, Problems problems) {
    if (optimizer.path("nesterov").asBoolean(false)
        && optimizer.path("momentum").asDouble(0) == 0) {
      problems.value(
          OPTIMIZER.key("nesterov"),
          "there is no momentum for it to look ahead along",
          "add 'momentum: 0.9', or remove nesterov");
    }
  }

  private static void rate(JsonNode rate, double steps, Problems problems) {
    OptionalDouble warmup = SpecRules.number(rate.path("warmup"));
    if (warmup.isPresent() && warmup.getAsDouble() >= steps) {
      problems.value(
          RATE.key("warmup"),
          "must be less than training.steps (" + SpecRules.text(steps) + ")",
          "a tenth of the steps is a usual warm-up");
    }
    JsonNode milestones = rate.path("milestones");
    double before = 0;
    for (int i = 0; i < milestones.size(); i++) {
      double milestone = milestones.path(i).asDouble();
      if (milestone <= before) {
        problems.value(
            RATE.key("milestones").index(i),
            "must be above the one before it",
            "write steps in ascending order, each once");
      } else if (milestone >= steps) {
        problems.value(
            RATE.key("milestones").index(i),
            "must be less than training.steps ("
                + SpecRules.text(steps)
                + "), or nothing follows it",
            "remove it");
      }
      before = milestone;
    }
  }
}
