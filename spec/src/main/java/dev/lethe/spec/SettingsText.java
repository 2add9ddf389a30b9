package dev.lethe.spec;

/** Clipping and optimizers in words, for people. */
final class SettingsText {
  private SettingsText() {}

  static String of(ClippingSpec clipping) {
    String text = "norm " + SpecRules.text(clipping.norm()) + ", " + clipping.tag();
    if (clipping instanceof ClippingSpec.PerLayer layers) {
      return text + (layers.norms().isEmpty() ? ", equal norms" : " " + layers.norms());
    }
    if (clipping instanceof ClippingSpec.Automatic automatic) {
      return text + ", stability " + SpecRules.text(automatic.stability());
    }
    if (clipping instanceof ClippingSpec.Adaptive adaptive) {
      return String.format(
          "%s to quantile %s within [%s, %s], by counts with noise of %s units",
          text,
          SpecRules.text(adaptive.quantile()),
          SpecRules.text(adaptive.min()),
          SpecRules.text(adaptive.max()),
          SpecRules.text(adaptive.countNoise()));
    }
    return text;
  }

  static String of(OptimizerSpec optimizer) {
    String rate = ", learning rate " + of(optimizer.learningRate());
    if (optimizer instanceof OptimizerSpec.Sgd sgd) {
      return "SGD"
          + rate
          + (sgd.momentum() == 0 ? "" : ", momentum " + SpecRules.text(sgd.momentum()))
          + (sgd.nesterov() ? " (Nesterov)" : "")
          + decay(sgd.weightDecay());
    }
    if (optimizer instanceof OptimizerSpec.AdamW decaying) {
      return "AdamW" + rate + floor(decaying.adam()) + decay(decaying.weightDecay());
    }
    return "Adam" + rate + floor((OptimizerSpec.Adam) optimizer);
  }

  private static String floor(OptimizerSpec.Adam adam) {
    return adam.noiseFloor().isPresent()
        ? ", the noise's variance taken off down to "
            + SpecRules.text(adam.noiseFloor().getAsDouble())
        : "";
  }

  private static String decay(double decay) {
    return decay == 0 ? "" : ", weight decay " + SpecRules.text(decay);
  }

  private static String of(LearningRate rate) {
    String text = SpecRules.text(rate.peak());
    if (rate instanceof LearningRate.Linear linear) {
      text += " falling linearly to " + SpecRules.text(linear.end());
    } else if (rate instanceof LearningRate.Cosine cosine) {
      text += " falling as a cosine to " + SpecRules.text(cosine.end());
    } else if (rate instanceof LearningRate.Steps steps) {
      text += " times " + SpecRules.text(steps.factor()) + " after steps " + steps.milestones();
    }
    return rate.warmup() == 0 ? text : text + " after a warm-up of " + rate.warmup() + " steps";
  }
}
