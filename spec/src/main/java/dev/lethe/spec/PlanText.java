package dev.lethe.spec;

import dev.lethe.privacy.event.ApproximateDp;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A plan as text, for people: what will run, what it costs, and what that rests on. */
public final class PlanText {
  private PlanText() {}

  /** Several lines, the last one ended. */
  public static String render(TrainingPlan plan) {
    TrainingSpec spec = plan.spec();
    PrivacySpec privacy = spec.privacy();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("run", spec.name() + " on " + spec.data().source().reference());
    lines.put("ledger of", spec.data().id() + ", unit " + unit(spec.data().unit()));
    lines.put(
        "population",
        spec.data().population().value()
            + " units in training ("
            + ProblemText.plain(spec.data().population().source())
            + ")");
    lines.put("relation", privacy.relation().tag());
    lines.put(
        "sampling",
        "Poisson, rate "
            + Figures.of(plan.samplingRate())
            + " ("
            + SpecRules.text(privacy.expectedBatch())
            + " units expected in a step)");
    lines.put("clipping", SettingsText.of(privacy.clipping()));
    lines.put("noise multiplier", Figures.of(plan.noiseMultiplierTogether()) + noiseOrigin(plan));
    if (privacy.clipping() instanceof ClippingSpec.Adaptive adaptive) {
      lines.put(
          "of it",
          Figures.of(plan.noiseMultiplier())
              + " on sums of gradients, "
              + Figures.of(adaptive.countNoiseMultiplier())
              + " on counts of units");
    }
    lines.put("steps", Long.toString(spec.training().steps()));
    lines.put(
        "epsilon",
        Figures.up(plan.predicted().epsilon())
            + " at delta "
            + Figures.of(privacy.delta())
            + " (accountant "
            + plan.predicted().accountant()
            + ", target "
            + Figures.of(privacy.epsilon())
            + ")");
    if (plan.parts().size() > 1) {
      int item = 1;
      for (PlanPart part : plan.parts()) {
        lines.put("part " + item++, part(plan, part));
      }
    }
    if (spec.data().features() instanceof FeatureSpec.Transformed images) {
      lines.put("features", transform(images.transform()) + ", public and of each image alone");
    }
    lines.put("model", model(spec.model()) + ", " + plan.features() + " inputs, " + outputs(plan));
    lines.put("optimizer", SettingsText.of(spec.optimizer()));
    lines.put("parameters", Long.toString(plan.parameters()));
    lines.put("evaluation", spec.evaluation().mode().tag());
    spec.grant()
        .ifPresent(
            grant ->
                lines.put(
                    "grants",
                    "epsilon "
                        + Figures.of(grant.epsilon())
                        + " at delta "
                        + Figures.of(grant.delta())
                        + grant.details().expires().map(day -> " until " + day).orElse("")
                        + ", if nothing was granted before"));
    lines.put(
        "expected",
        String.format(
            Locale.ROOT,
            "about %s and %d MB on two cores (a rough guide)",
            duration(plan.estimate().seconds()),
            plan.estimate().bytes() >> 20));
    lines.put("spec digest", plan.specDigest());
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (label, line) -> text.append(String.format(Locale.ROOT, "%-17s %s%n", label, line)));
    return text.toString();
  }

  private static String noiseOrigin(TrainingPlan plan) {
    if (plan.spec().privacy().noiseMultiplier().isPresent()) {
      return " (as the spec says)";
    }
    boolean raised = plan.predicted().epsilon() < plan.spec().privacy().epsilon() * 0.999;
    return raised && plan.spec().grant().isPresent()
        ? " (calibrated, and raised so that the run fits its grant)"
        : " (calibrated)";
  }

  private static String part(TrainingPlan plan, PlanPart part) {
    StringBuilder line = new StringBuilder(part.name());
    if (part.count() > 1) {
      line.append(", ").append(part.count()).append(" times");
    }
    plan.alone(part).ifPresent(e -> line.append(", alone epsilon ").append(Figures.up(e)));
    if (part.event() instanceof ApproximateDp shown && shown.delta() > 0) {
      line.append(", of delta ").append(Figures.of(shown.delta()));
    }
    return line.toString();
  }

  private static String unit(UnitSpec unit) {
    return unit instanceof UnitSpec.Column column
        ? column.tag() + " (at most " + column.maxContributions() + " records of each)"
        : unit.tag();
  }

  private static String model(ModelSpec model) {
    if (model instanceof ModelSpec.Cnn cnn) {
      return "CNN with "
          + cnn.convolutions().size()
          + " convolutions, hidden layers "
          + cnn.hidden()
          + " and "
          + cnn.activation().tag();
    }
    return model instanceof ModelSpec.Mlp mlp
        ? "MLP with hidden layers " + mlp.hidden() + " and " + mlp.activation().tag()
        : "logistic regression";
  }

  private static String transform(ImageTransform transform) {
    if (transform instanceof ImageTransform.Scattering scattering) {
      return "scattering of "
          + scattering.scales()
          + " scales and "
          + scattering.orientations()
          + " orientations in "
          + scattering.groups()
          + " groups";
    }
    ImageTransform.RandomFeatures random = (ImageTransform.RandomFeatures) transform;
    return random.count() + " random features (" + random.map().tag() + ")";
  }

  private static String outputs(TrainingPlan plan) {
    return plan.outputs() == 1 ? "1 output" : plan.outputs() + " outputs";
  }

  private static String duration(double seconds) {
    if (seconds < 100) {
      return Math.round(seconds) + " s";
    }
    return seconds < 6000 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }
}
