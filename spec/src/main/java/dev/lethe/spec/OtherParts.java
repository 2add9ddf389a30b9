package dev.lethe.spec;

import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.GrantFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run does to private data besides training: each part costs what the spec gives it, by
 * mechanisms that are proven (epsilon, delta)-private as a whole.
 */
final class OtherParts {
  private final TrainingSpec spec;
  private final PrivacyAccountant accountant;

  OtherParts(TrainingSpec spec, PrivacyAccountant accountant) {
    this.spec = spec;
    this.accountant = accountant;
  }

  /** What is learned before training. */
  static List<PlanPart> before(TrainingSpec spec) {
    LearningSpec learning = spec.learning();
    List<PlanPart> parts = new ArrayList<>();
    learning.bounds().ifPresent(b -> parts.add(once(PlanPart.LEARN_BOUNDS, b.epsilon(), 0)));
    learning
        .vocabularies()
        .ifPresent(v -> parts.add(once(PlanPart.LEARN_VOCABULARIES, v.epsilon(), v.delta())));
    learning
        .classWeights()
        .ifPresent(w -> parts.add(once(PlanPart.LEARN_CLASS_WEIGHTS, w.epsilon(), 0)));
    return parts;
  }

  /** What is measured after training. */
  static List<PlanPart> after(TrainingSpec spec) {
    return spec.evaluation().mode() == EvaluationMode.CHARGED
        ? List.of(once(PlanPart.EVALUATION, spec.evaluation().epsilon(), 0))
        : List.of();
  }

  private static PlanPart once(String name, double epsilon, double delta) {
    return new PlanPart(name, new ApproximateDp(epsilon, delta), 1);
  }

  /** Refuses parts that leave training nothing, or that the spec's own grant cannot pay. */
  void check(double accountantDelta, List<SpecProblem> problems) {
    List<PlanPart> parts = new ArrayList<>(before(spec));
    parts.addAll(after(spec));
    if (parts.isEmpty()) {
      return;
    }
    PrivacyEvent together = PlanPart.together(parts);
    double failing = RenyiAccountant.standard().failureDelta(together);
    if (failing > 0) {
      failures(failing, accountantDelta, problems);
    }
    double epsilon =
        failing < accountantDelta
            ? accountant.epsilon(together, spec.privacy().relation(), accountantDelta).epsilon()
            : 0;
    if (epsilon >= spec.privacy().epsilon()) {
      problems.add(
          PlanCompiler.problem(
              "privacy.epsilon",
              String.format(
                  "what is learned and evaluated costs epsilon %s at delta %s before any training,"
                      + " and the whole run may cost %s",
                  Figures.up(epsilon),
                  Figures.of(spec.privacy().delta()),
                  Figures.of(spec.privacy().epsilon())),
              "lower the epsilon of what is learned or evaluated, or raise this one"));
    }
  }

  private void failures(double failing, double accountantDelta, List<SpecProblem> problems) {
    String path = "data.features.vocabularies.learn.delta";
    if (failing >= accountantDelta) {
      problems.add(
          PlanCompiler.problem(
              path,
              "learning vocabularies takes delta "
                  + Figures.of(failing)
                  + ", and the whole run has "
                  + Figures.of(spec.privacy().delta()),
              "write a thousandth of privacy.delta"));
    }
    spec.grant()
        .flatMap(GrantFit::filter)
        .map(GrantFilter::reserve)
        .filter(reserve -> failing > reserve)
        .ifPresent(
            reserve ->
                problems.add(
                    PlanCompiler.problem(
                        path,
                        "learning vocabularies takes delta "
                            + Figures.of(failing)
                            + ", and the spec's grant keeps "
                            + Figures.down(reserve)
                            + " of its delta for all that can fail",
                        "write less; it costs little, for the threshold grows with its logarithm")));
  }
}
