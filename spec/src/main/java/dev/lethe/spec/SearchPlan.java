package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search with everything that privacy depends on fixed: whatever the number of its trials, it
 * costs exactly {@link #event()}, and {@link #predicted()} is at most the spec's epsilon.
 *
 * @param spec the spec, with its search
 * @param search the spec's search
 * @param specDigest SHA-256 in hex of the spec's canonical JSON
 * @param trials what a trial may be; each is as likely as any other
 * @param noiseMultiplier of the training steps of every trial
 * @param scoreNoise noise multiplier of every trial's score
 * @param heldOut public number of units that trials are compared on, about
 * @param accountantDelta the part of delta that the accountant is given
 * @param reservedDelta the part kept for sampler distance and truncation, over all trials
 * @param predicted the accountant's bound on the search at {@code accountantDelta}
 * @param trialAlone the accountant's bound on one trial, were it released without a search
 */
public record SearchPlan(
    TrainingSpec spec,
    SearchSpec search,
    String specDigest,
    List<Trial> trials,
    double noiseMultiplier,
    double scoreNoise,
    double heldOut,
    double accountantDelta,
    double reservedDelta,
    EpsilonBound predicted,
    EpsilonBound trialAlone) {

  /**
   * One combination of the search's values.
   *
   * @param values key to canonical JSON
   * @param plan how it trains; its delta and prediction are those of the whole search
   */
  public record Trial(Map<String, String> values, TrainingPlan plan) {
    /** Key to value. */
    public Map<String, JsonNode> settings() {
      Map<String, JsonNode> settings = new LinkedHashMap<>();
      values.forEach((key, value) -> settings.put(key, SearchJson.tree(value)));
      return settings;
    }

    /** The combination in words. */
    public String text() {
      return SearchRules.text(values);
    }
  }

  public SearchPlan {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("a search has something to try");
    }
  }

  /** One trial: all steps, then its score. */
  static PrivacyEvent trial(PrivacyEvent step, long steps, double scoreNoise) {
    PrivacyEvent training = steps == 1 ? step : new SelfComposed(step, steps);
    return new Composed(List.of(training, new Gaussian(scoreNoise)));
  }

  /** What the search costs, whatever the number of its trials. */
  public PrivacyEvent event() {
    TrainingPlan any = trials.get(0).plan();
    return new SelectedBest(
        trial(any.stepEvent(), spec.training().steps(), scoreNoise), search.trials().count());
  }

  /** What a run of this plan asks of the ledger: the search, once. */
  public RunTerms terms(String runId) {
    return new RunTerms(
        runId, specDigest, List.of(new RunPart(PlanPart.SEARCH, event(), 1)), reservedDelta);
  }

  /** Wall clock in seconds to expect, of the expected number of trials; and peak memory. */
  public TrainingPlan.Estimate estimate() {
    double seconds =
        trials.stream().mapToDouble(t -> t.plan().estimate().seconds()).average().orElse(0);
    long bytes = trials.stream().mapToLong(t -> t.plan().estimate().bytes()).max().orElse(0);
    return new TrainingPlan.Estimate(seconds * search.trials().mean(), bytes);
  }
}
