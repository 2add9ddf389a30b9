package dev.lethe.report;

import java.util.List;

/**
 * The guarantee: the run is (epsilon, delta) differentially private for the protected unit.
 *
 * @param epsilon the claimed bound, never below what the ledger recomputes to
 * @param delta the whole delta, the sum of its items
 * @param deltaItems what delta is made of, one item for each of {@link #DELTA_ITEMS}
 * @param targetEpsilon what the spec asked for
 */
public record PrivacyClaim(
    double epsilon, double delta, List<DeltaItem> deltaItems, double targetEpsilon) {

  /** What the accountant was given, but for what it pays for events that may fail. */
  public static final String ACCOUNTANT = "accountant";

  /** Distance of the sampler as implemented from the one in the proof. */
  public static final String SAMPLER_DISTANCE = "sampler-distance";

  /** Distance of the noise as drawn from the exact rounded Gaussian. */
  public static final String NOISE_DISTANCE = "noise-distance";

  /** Probability that a public bound on sizes cut something off. */
  public static final String TRUNCATION = "truncation";

  /** Chance that an event fails, whose bound holds only if it does not. */
  public static final String EVENT_FAILURE = "event-failure";

  /** The items of every claim, in order; an item that costs nothing is stated as zero. */
  public static final List<String> DELTA_ITEMS =
      List.of(ACCOUNTANT, SAMPLER_DISTANCE, NOISE_DISTANCE, TRUNCATION, EVENT_FAILURE);

  public PrivacyClaim {
    Require.notNegative("epsilon", epsilon);
    Require.positive("targetEpsilon", targetEpsilon);
    Require.positive("delta", delta);
    if (delta >= 1) {
      throw new IllegalArgumentException("delta must be below 1, got " + delta);
    }
    deltaItems = List.copyOf(deltaItems);
    if (!deltaItems.stream().map(DeltaItem::name).toList().equals(DELTA_ITEMS)) {
      throw new IllegalArgumentException("deltaItems must be exactly " + DELTA_ITEMS);
    }
  }

  /** The delta at which epsilon is computed: an accountant itself takes from it what may fail. */
  double accountedDelta() {
    return item(ACCOUNTANT) + item(EVENT_FAILURE);
  }

  /** The value of the named item. */
  public double item(String name) {
    return deltaItems.stream()
        .filter(item -> item.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no delta item is called " + name))
        .value();
  }

  /**
   * One part of delta.
   *
   * @param name one of {@link #DELTA_ITEMS}
   * @param value not negative
   * @param basis how the value was derived
   */
  public record DeltaItem(String name, double value, String basis) {
    public DeltaItem {
      Require.notNegative(name, value);
      Require.text("basis", basis);
    }
  }
}
