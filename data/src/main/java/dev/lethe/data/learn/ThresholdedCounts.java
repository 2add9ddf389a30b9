package dev.lethe.data.learn;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.opendp.Atom;
import dev.lethe.privacy.opendp.Domains;
import dev.lethe.privacy.opendp.Measurement;
import dev.lethe.privacy.opendp.Measurements;
import dev.lethe.privacy.opendp.Metrics;
import dev.lethe.privacy.opendp.Pair;
import dev.lethe.privacy.opendp.PartitionDistance;
import java.util.Map;

/**
 * Shows those of private values whose noisy count exceeds a threshold: (epsilon, delta)-private
 * under add-or-remove-one and zero-out, where delta is the chance that any of the values that one
 * unit alone may have is shown. Noise, threshold and privacy map are OpenDP's ({@code
 * make_laplace_threshold} on integers); nothing is drawn unless that map is at most the event that
 * was charged.
 */
public final class ThresholdedCounts implements AutoCloseable {
  private final Measurement<
          Map<String, Long>, PartitionDistance<Long>, Map<String, Long>, Pair<Double, Double>>
      measurement;
  private final long keys;
  private final long each;
  private final long threshold;

  private ThresholdedCounts(
      Measurement<
              Map<String, Long>, PartitionDistance<Long>, Map<String, Long>, Pair<Double, Double>>
          measurement,
      long keys,
      long each,
      long threshold) {
    this.measurement = measurement;
    this.keys = keys;
    this.each = each;
    this.threshold = threshold;
  }

  /**
   * The least noise and threshold that the event pays for; to be made before the event is charged.
   *
   * @param keys most counts that one unit changes, and most that it changes them in total
   * @param each most that one unit changes one count
   * @param event what one release is charged as
   * @throws UnpaidReleaseException if the event does not pay for it
   */
  public static ThresholdedCounts of(long keys, long each, PrivacyEvent event) {
    ApproximateDp paid = Payment.of(event);
    if (!(paid.delta() > 0)) {
      throw new UnpaidReleaseException("showing private values needs a delta above 0");
    }
    double scale = Math.nextUp(keys / paid.epsilon());
    for (int attempt = 0; attempt < Payment.ATTEMPTS; attempt++) {
      // A count above each + scale (ln(keys / delta) + 1) suffices; OpenDP's own map decides.
      long enough = each + (long) Math.ceil(scale * (Math.log(keys / paid.delta()) + 1)) + 1;
      if (pays(scale, enough, keys, each, paid)) {
        long threshold = least(scale, enough, keys, each, paid);
        return new ThresholdedCounts(make(scale, threshold), keys, each, threshold);
      }
      scale *= Payment.WIDER;
    }
    throw new UnpaidReleaseException(
        "no noise is within epsilon "
            + paid.epsilon()
            + " and delta "
            + paid.delta()
            + " of a release of values; raise them, or release fewer columns");
  }

  private static long least(double scale, long enough, long keys, long each, ApproximateDp paid) {
    long tooLow = each;
    long found = enough;
    while (found - tooLow > 1) {
      long middle = tooLow + (found - tooLow) / 2;
      if (pays(scale, middle, keys, each, paid)) {
        found = middle;
      } else {
        tooLow = middle;
      }
    }
    return found;
  }

  private static boolean pays(
      double scale, long threshold, long keys, long each, ApproximateDp paid) {
    try (var measurement = make(scale, threshold)) {
      Pair<Double, Double> loss = measurement.map(new PartitionDistance<>(keys, keys, each));
      return loss.first() <= paid.epsilon() && loss.second() <= paid.delta();
    }
  }

  private static Measurement<
          Map<String, Long>, PartitionDistance<Long>, Map<String, Long>, Pair<Double, Double>>
      make(double scale, long threshold) {
    return Measurements.makeLaplaceThreshold(
        Domains.mapDomain(Domains.atomDomain(Atom.STRING), Domains.atomDomain(Atom.I64)),
        Metrics.l01infDistance(Metrics.absoluteDistance(Atom.I64)),
        scale,
        threshold);
  }

  /** The noisy count that a value must exceed to be shown. */
  public long threshold() {
    return threshold;
  }

  /**
   * Draws the noise and shows what exceeds the threshold, with its noisy count. Each call is a
   * release of its own and must have been charged.
   *
   * @throws UnpaidReleaseException if a unit may change these counts by more than was planned
   */
  public Map<String, Long> release(KeyedCounts exact) {
    if (exact.keys() > keys || exact.each() > each) {
      throw new UnpaidReleaseException("one unit may change more counts than were paid for");
    }
    return Map.copyOf(measurement.invoke(exact.values()));
  }

  @Override
  public void close() {
    measurement.close();
  }
}
