package dev.lethe.privacy.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the published form of events, strictly: every field is asked for, and nothing is left. */
final class EventReader {
  private final JsonNode json;
  private final String at;
  private final int depth;
  private final Set<String> asked = new TreeSet<>();

  private EventReader(JsonNode json, String at, int depth) {
    this.json = json;
    this.at = at;
    this.depth = depth;
  }

  static PrivacyEvent read(JsonNode json, String at, int depth) {
    EventJson.checkDepth(depth, at);
    EventReader reader = new EventReader(json, at, depth);
    try {
      PrivacyEvent event = reader.event(reader.tag("type"));
      reader.requireNothingElse();
      return event;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("event") ? e : new IllegalArgumentException(at + ": " + message, e);
    }
  }

  private PrivacyEvent event(String type) {
    return switch (type) {
      case "gaussian" -> new Gaussian(number("noiseMultiplier"));
      case "laplace" -> new Laplace(number("noiseMultiplier"));
      case "discrete-gaussian" ->
          new DiscreteGaussian(number("standardDeviation"), count("sensitivity"));
      case "randomized-response" ->
          new RandomizedResponse(number("truthProbability"), count("categories"));
      case "approximate-dp" -> new ApproximateDp(number("epsilon"), number("delta"));
      case "zero-concentrated" -> new ZeroConcentrated(number("rho"));
      case "poisson-sampled" -> new PoissonSampled(number("samplingRate"), inner());
      case "fixed-size-sampled" ->
          new FixedSizeSampled(count("population"), count("batch"), inner());
      case "truncated-poisson-sampled" ->
          new TruncatedPoissonSampled(
              number("samplingRate"), count("population"), count("maxBatch"), inner());
      case "balls-in-bins" -> new BallsInBins(count("bins"), inner());
      case "tree-aggregated" ->
          new TreeAggregated(
              number("noiseMultiplier"),
              count("steps"),
              count("participations"),
              count("separation"));
      case "matrix-factorised" ->
          new MatrixFactorised(
              number("noiseMultiplier"),
              numbers("coefficients"),
              count("steps"),
              count("participations"),
              count("separation"));
      case "selected-best" -> new SelectedBest(inner(), trials());
      case "group-of" -> new GroupOf(count("size"), inner());
      case "self-composed" -> new SelfComposed(inner(), count("count"));
      case "composed" -> new Composed(events());
      default ->
          throw new IllegalArgumentException(
              "unknown event type; this version of lethe does not know it");
    };
  }

  private TrialCount trials() {
    EventReader law = new EventReader(field("trials"), at + ".trials", depth + 1);
    TrialCount trials =
        switch (law.tag("law")) {
          case "negative-binomial" ->
              new TrialCount.NegativeBinomial(law.number("shape"), law.number("continuation"));
          case "poisson" -> new TrialCount.Poisson(law.number("mean"));
          default ->
              throw new IllegalArgumentException(
                  law.at + ".law must be negative-binomial or poisson");
        };
    law.requireNothingElse();
    return trials;
  }

  private JsonNode field(String name) {
    asked.add(name);
    return json.path(name);
  }

  private PrivacyEvent inner() {
    return read(field("event"), at + ".event", depth + 1);
  }

  private List<PrivacyEvent> events() {
    List<PrivacyEvent> events = new ArrayList<>();
    for (JsonNode part : array("events")) {
      events.add(read(part, at + ".events[" + events.size() + "]", depth + 1));
    }
    return events;
  }

  private List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : array(name)) {
      numbers.add(number(each, name + "[" + numbers.size() + "]"));
    }
    return numbers;
  }

  private JsonNode array(String name) {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw new IllegalArgumentException(at + "." + name + " must be an array");
    }
    return value;
  }

  private String tag(String name) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(at + " must be an object");
    }
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(at + "." + name + " must be a string");
    }
    return value.textValue();
  }

  private double number(String name) {
    return number(field(name), name);
  }

  private double number(JsonNode value, String name) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(at + "." + name + " must be a number");
    }
    return value.doubleValue();
  }

  private long count(String name) {
    JsonNode value = field(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 1
        || value.longValue() > EventJson.MAX_COUNT) {
      throw new IllegalArgumentException(
          at + "." + name + " must be an integer from 1 to 2^53 - 1");
    }
    return value.longValue();
  }

  private void requireNothingElse() {
    Set<String> found = new TreeSet<>();
    json.fieldNames().forEachRemaining(found::add);
    if (!found.equals(asked)) {
      throw new IllegalArgumentException(at + " must have exactly the fields " + asked);
    }
  }
}
