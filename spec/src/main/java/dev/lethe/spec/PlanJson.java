package dev.lethe.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;

/** A plan as JSON, for programs; every number in it is public. */
public final class PlanJson {
  private PlanJson() {}

  /** The plan as one object. */
  public static ObjectNode of(TrainingPlan plan) {
    TrainingSpec spec = plan.spec();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", spec.name())
        .put("specDigest", plan.specDigest())
        .put("dataset", spec.data().id())
        .put("source", spec.data().source().reference());
    json.putObject("population")
        .put("value", spec.data().population().value())
        .put("source", spec.data().population().source());
    json.put("unit", spec.data().unit().tag())
        .put("maxContributions", spec.data().unit().maxContributions())
        .put("relation", spec.privacy().relation().tag())
        .put("sampling", "poisson")
        .put("samplingRate", plan.samplingRate())
        .put("expectedBatch", spec.privacy().expectedBatch())
        .put("noiseMultiplier", plan.noiseMultiplier())
        .put("noiseMultiplierTogether", plan.noiseMultiplierTogether())
        .put("steps", spec.training().steps())
        .put("epsilon", plan.predicted().epsilon())
        .put("targetEpsilon", spec.privacy().epsilon())
        .put("delta", spec.privacy().delta())
        .put("accountantDelta", plan.accountantDelta())
        .put("reservedDelta", plan.reservedDelta())
        .put("accountant", plan.predicted().accountant());
    json.set("clipping", ClippingJson.write(spec.privacy().clipping()));
    json.set("optimizer", OptimizerJson.write(spec.optimizer()));
    json.putObject("grid").put("step", plan.grid().step()).put("dimension", plan.parameters());
    json.put("features", plan.features())
        .put("outputs", plan.outputs())
        .put("parameters", plan.parameters())
        .put("evaluation", spec.evaluation().mode().tag());
    spec.grant().ifPresent(grant -> json.set("grant", GrantJson.write(grant)));
    ArrayNode parts = json.putArray("parts");
    for (PlanPart part : plan.parts()) {
      ObjectNode item = parts.addObject();
      item.put("name", part.name()).put("count", part.count());
      plan.alone(part).ifPresent(epsilon -> item.put("epsilonAlone", epsilon));
      item.set("event", EventJson.toJson(part.event()));
    }
    json.put("failureDelta", plan.failureDelta());
    json.set("event", EventJson.toJson(plan.event()));
    json.putObject("estimate")
        .put("seconds", plan.estimate().seconds())
        .put("bytes", plan.estimate().bytes());
    return json;
  }
}
