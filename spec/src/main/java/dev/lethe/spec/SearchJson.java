package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A search and its part of a spec's tree; reading what was written gives an equal search. */
final class SearchJson {
  /** As deep as a spec may be nested. */
  private static final int MOST_DEPTH = 64;

  private SearchJson() {}

  static ObjectNode write(SearchSpec search) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    SearchTrials trials = search.trials();
    ObjectNode law =
        node.putObject("trials").put("law", trials.law().tag()).put("mean", trials.mean());
    if (trials.law() == TrialLaw.NEGATIVE_BINOMIAL) {
      law.put("shape", trials.shape());
    }
    ObjectNode space = node.putObject("space");
    for (SearchAxis axis : search.space()) {
      ArrayNode values = space.putArray(axis.path());
      axis.values().forEach(value -> values.add(tree(value)));
    }
    node.putObject("score")
        .put("metric", search.metric().tag())
        .put("epsilon", search.scoreEpsilon());
    return node;
  }

  static Optional<SearchSpec> read(JsonNode search, double total) {
    if (search.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode trials = search.path("trials");
    JsonNode score = search.path("score");
    TrialLaw law =
        SpecBinder.tagged(TrialLaw.values(), TrialLaw::tag, trials.path("law"), "geometric");
    double shape = trials.path("shape").asDouble(law == TrialLaw.GEOMETRIC ? 1 : 0);
    return Optional.of(
        new SearchSpec(
            new SearchTrials(law, trials.path("mean").asDouble(), shape),
            space(search.path("space")),
            SpecBinder.tagged(
                ScoreMetric.values(), ScoreMetric::tag, score.path("metric"), "brier"),
            score.path("epsilon").asDouble(total / SearchSpec.DEFAULT_SHARE)));
  }

  /** Sorted by key, as canonical JSON sorts it, so that a spec and its digest are one to one. */
  static List<SearchAxis> space(JsonNode space) {
    List<SearchAxis> axes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> axis : space.properties()) {
      List<String> values = new ArrayList<>();
      axis.getValue().forEach(value -> values.add(SearchRules.canonical(value)));
      axes.add(new SearchAxis(axis.getKey(), values));
    }
    axes.sort(Comparator.comparing(SearchAxis::path));
    return axes;
  }

  static JsonNode tree(String canonical) {
    try {
      byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
      return CanonicalJson.parseStrict(bytes, bytes.length, MOST_DEPTH);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("not canonical JSON: " + canonical, e);
    }
  }
}
