package dev.lethe.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A search's plan for people and for programs: what may run, and what the whole of it costs. */
public final class SearchPlanText {
  private SearchPlanText() {}

  /** Several lines, the last one ended. */
  public static String render(SearchPlan plan) {
    TrainingSpec spec = plan.spec();
    SearchSpec search = plan.search();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("search", spec.name() + " on " + spec.data().source().reference());
    lines.put("ledger of", spec.data().id() + ", unit " + spec.data().unit().tag());
    lines.put(
        "trials",
        SpecRules.text(search.trials().mean())
            + " expected ("
            + search.trials().law().tag()
            + "); how many ran stays hidden");
    lines.put("space", plan.trials().size() + " combinations, each as likely");
    search.space().forEach(axis -> lines.put("  " + axis.path(), String.join(", ", axis.values())));
    lines.put(
        "score",
        search.metric().tag()
            + " on about "
            + Math.round(plan.heldOut())
            + " held-out units, noise multiplier "
            + Figures.of(plan.scoreNoise())
            + " (alone epsilon "
            + Figures.of(search.scoreEpsilon())
            + ")");
    TrainingPlan any = plan.trials().get(0).plan();
    lines.put(
        "sampling",
        "Poisson, rate "
            + Figures.of(any.samplingRate())
            + ", "
            + spec.training().steps()
            + " steps in a trial");
    lines.put("noise multiplier", Figures.of(plan.noiseMultiplier()) + ", in every trial");
    lines.put(
        "epsilon",
        Figures.up(plan.predicted().epsilon())
            + " at delta "
            + Figures.of(spec.privacy().delta())
            + " for the whole search (accountant "
            + plan.predicted().accountant()
            + ", target "
            + Figures.of(spec.privacy().epsilon())
            + ")");
    lines.put("one trial alone", "epsilon " + Figures.up(plan.trialAlone().epsilon()));
    lines.put(
        "expected",
        String.format(
            Locale.ROOT,
            "about %d s and %d MB on two cores (a rough guide; the time varies with the trials)",
            Math.round(plan.estimate().seconds()),
            plan.estimate().bytes() >> 20));
    lines.put("spec digest", plan.specDigest());
    StringBuilder text = new StringBuilder();
    lines.forEach((label, line) -> text.append(String.format("%-24s %s%n", label, line)));
    return text.toString();
  }

  /** One JSON object. */
  public static ObjectNode json(SearchPlan plan) {
    TrainingSpec spec = plan.spec();
    TrainingPlan any = plan.trials().get(0).plan();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", spec.name())
        .put("specDigest", plan.specDigest())
        .put("dataset", spec.data().id())
        .put("relation", spec.privacy().relation().tag())
        .put("samplingRate", any.samplingRate())
        .put("steps", spec.training().steps())
        .put("noiseMultiplier", plan.noiseMultiplier())
        .put("epsilon", plan.predicted().epsilon())
        .put("targetEpsilon", spec.privacy().epsilon())
        .put("delta", spec.privacy().delta())
        .put("accountantDelta", plan.accountantDelta())
        .put("reservedDelta", plan.reservedDelta())
        .put("accountant", plan.predicted().accountant());
    ObjectNode search = json.putObject("search");
    search
        .put("law", plan.search().trials().law().tag())
        .put("expectedTrials", plan.search().trials().mean())
        .put("combinations", plan.trials().size())
        .put("metric", plan.search().metric().tag())
        .put("scoreNoiseMultiplier", plan.scoreNoise())
        .put("heldOut", plan.heldOut())
        .put("trialEpsilon", plan.trialAlone().epsilon());
    ArrayNode trials = search.putArray("space");
    plan.trials()
        .forEach(
            trial -> {
              ObjectNode values = trials.addObject();
              trial.values().forEach((key, value) -> values.set(key, SearchJson.tree(value)));
            });
    json.set("event", EventJson.toJson(plan.event()));
    json.putObject("estimate")
        .put("seconds", plan.estimate().seconds())
        .put("bytes", plan.estimate().bytes());
    return json;
  }
}
