package dev.lethe.privacy.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;

/** Writes the published form of events. */
final class EventWriter {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final int depth;

  private EventWriter(int depth) {
    this.depth = depth;
  }

  static ObjectNode write(PrivacyEvent event, int depth) {
    EventJson.checkDepth(depth, "event");
    return new EventWriter(depth).fill(event);
  }

  private ObjectNode fill(PrivacyEvent event) {
    if (event instanceof PoissonSampled e) {
      type("poisson-sampled").put("samplingRate", e.samplingRate());
      inner(e.event());
    } else if (event instanceof FixedSizeSampled e) {
      type("fixed-size-sampled");
      count("population", e.population());
      count("batch", e.batch());
      inner(e.event());
    } else if (event instanceof TruncatedPoissonSampled e) {
      type("truncated-poisson-sampled").put("samplingRate", e.samplingRate());
      count("population", e.population());
      count("maxBatch", e.maxBatch());
      inner(e.event());
    } else if (event instanceof BallsInBins e) {
      type("balls-in-bins");
      count("bins", e.bins());
      inner(e.event());
    } else if (event instanceof GroupOf e) {
      type("group-of");
      count("size", e.size());
      inner(e.event());
    } else if (event instanceof SelfComposed e) {
      type("self-composed");
      count("count", e.count());
      inner(e.event());
    } else if (event instanceof SelectedBest e) {
      type("selected-best").set("trials", trials(e.trials()));
      inner(e.trial());
    } else if (event instanceof Composed e) {
      ArrayNode events = type("composed").putArray("events");
      e.events().forEach(part -> events.add(write(part, depth + 1)));
    } else {
      mechanism(event);
    }
    return json;
  }

  private void mechanism(PrivacyEvent event) {
    if (event instanceof Gaussian e) {
      type("gaussian").put("noiseMultiplier", e.noiseMultiplier());
    } else if (event instanceof Laplace e) {
      type("laplace").put("noiseMultiplier", e.noiseMultiplier());
    } else if (event instanceof DiscreteGaussian e) {
      type("discrete-gaussian").put("standardDeviation", e.standardDeviation());
      count("sensitivity", e.sensitivity());
    } else if (event instanceof RandomizedResponse e) {
      type("randomized-response").put("truthProbability", e.truthProbability());
      count("categories", e.categories());
    } else if (event instanceof ApproximateDp e) {
      type("approximate-dp").put("epsilon", e.epsilon()).put("delta", e.delta());
    } else if (event instanceof ZeroConcentrated e) {
      type("zero-concentrated").put("rho", e.rho());
    } else if (event instanceof TreeAggregated e) {
      type("tree-aggregated").put("noiseMultiplier", e.noiseMultiplier());
      stream(e.steps(), e.participations(), e.separation());
    } else if (event instanceof MatrixFactorised e) {
      type("matrix-factorised").put("noiseMultiplier", e.noiseMultiplier());
      ArrayNode coefficients = json.putArray("coefficients");
      e.coefficients().forEach(coefficients::add);
      stream(e.steps(), e.participations(), e.separation());
    } else {
      throw new AssertionError("unknown event " + event);
    }
  }

  private void stream(long steps, long participations, long separation) {
    count("steps", steps);
    count("participations", participations);
    count("separation", separation);
  }

  private static ObjectNode trials(TrialCount trials) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (trials instanceof NegativeBinomial law) {
      return json.put("law", "negative-binomial")
          .put("shape", law.shape())
          .put("continuation", law.continuation());
    }
    return json.put("law", "poisson").put("mean", ((Poisson) trials).mean());
  }

  private ObjectNode type(String tag) {
    return json.put("type", tag);
  }

  private void inner(PrivacyEvent event) {
    json.set("event", write(event, depth + 1));
  }

  private void count(String field, long value) {
    if (value > EventJson.MAX_COUNT) {
      throw new IllegalArgumentException(field + " " + value + " is above 2^53 - 1");
    }
    json.put(field, value);
  }
}
