package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Optimizers in the published grammar; what is left out of a checked tree gets its default. */
final class OptimizerJson {
  static final String RATE = "learningRate";
  static final String BIAS_CORRECTION = "biasCorrection";

  private OptimizerJson() {}

  static OptimizerSpec read(JsonNode optimizer) {
    LearningRate rate = rate(optimizer.path(RATE));
    switch (optimizer.path("type").asText()) {
      case "sgd":
        return new OptimizerSpec.Sgd(
            rate,
            optimizer.path("momentum").asDouble(0),
            optimizer.path("nesterov").asBoolean(false),
            optimizer.path("weightDecay").asDouble(0));
      case "adamw":
        return new OptimizerSpec.AdamW(
            adam(optimizer, rate),
            optimizer.path("weightDecay").asDouble(OptimizerSpec.AdamW.DEFAULT_WEIGHT_DECAY));
      default:
        return adam(optimizer, rate);
    }
  }

  private static OptimizerSpec.Adam adam(JsonNode optimizer, LearningRate rate) {
    JsonNode correction = optimizer.path(BIAS_CORRECTION);
    boolean corrected = correction.isObject() || correction.asBoolean(false);
    return new OptimizerSpec.Adam(
        rate,
        optimizer.path("beta1").asDouble(0.9),
        optimizer.path("beta2").asDouble(0.999),
        optimizer.path("epsilon").asDouble(1e-8),
        corrected
            ? OptionalDouble.of(
                correction.path("floor").asDouble(OptimizerSpec.Adam.DEFAULT_NOISE_FLOOR))
            : OptionalDouble.empty());
  }

  private static LearningRate rate(JsonNode rate) {
    if (!rate.isObject()) {
      return LearningRate.constant(rate.asDouble());
    }
    double peak = rate.path("peak").asDouble();
    double end = rate.path("end").asDouble(0);
    long warmup = rate.path("warmup").asLong(0);
    switch (rate.path("schedule").asText()) {
      case LearningRate.Linear.TAG:
        return new LearningRate.Linear(peak, end, warmup);
      case LearningRate.Cosine.TAG:
        return new LearningRate.Cosine(peak, end, warmup);
      case LearningRate.Steps.TAG:
        List<Long> milestones = new ArrayList<>();
        rate.path("milestones").forEach(step -> milestones.add(step.asLong()));
        return new LearningRate.Steps(peak, milestones, rate.path("factor").asDouble(), warmup);
      default:
        return new LearningRate.Constant(peak, warmup);
    }
  }

  /** Without what is off. */
  static ObjectNode write(OptimizerSpec optimizer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (optimizer instanceof OptimizerSpec.Sgd sgd) {
      node.put("type", "sgd");
      node.set(RATE, write(sgd.learningRate()));
      node.put("momentum", sgd.momentum());
      if (sgd.nesterov()) {
        node.put("nesterov", true);
      }
      return sgd.weightDecay() == 0 ? node : node.put("weightDecay", sgd.weightDecay());
    }
    if (optimizer instanceof OptimizerSpec.AdamW decaying) {
      return adam(node.put("type", "adamw"), decaying.adam())
          .put("weightDecay", decaying.weightDecay());
    }
    return adam(node.put("type", "adam"), (OptimizerSpec.Adam) optimizer);
  }

  private static ObjectNode adam(ObjectNode node, OptimizerSpec.Adam adam) {
    node.set(RATE, write(adam.learningRate()));
    node.put("beta1", adam.beta1()).put("beta2", adam.beta2()).put("epsilon", adam.epsilon());
    adam.noiseFloor().ifPresent(floor -> node.putObject(BIAS_CORRECTION).put("floor", floor));
    return node;
  }

  private static JsonNode write(LearningRate rate) {
    if (rate instanceof LearningRate.Constant constant && constant.warmup() == 0) {
      return JsonNodeFactory.instance.numberNode(constant.peak());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schedule", rate.tag()).put("peak", rate.peak()).put("warmup", rate.warmup());
    if (rate instanceof LearningRate.Linear linear) {
      node.put("end", linear.end());
    } else if (rate instanceof LearningRate.Cosine cosine) {
      node.put("end", cosine.end());
    } else if (rate instanceof LearningRate.Steps steps) {
      steps.milestones().forEach(node.put("factor", steps.factor()).putArray("milestones")::add);
    }
    return node;
  }
}
