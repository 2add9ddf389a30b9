package dev.lethe.data.learn;

import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.opendp.Atom;
import dev.lethe.privacy.opendp.Domains;
import dev.lethe.privacy.opendp.Measurement;
import dev.lethe.privacy.opendp.Measurements;
import dev.lethe.privacy.opendp.Metrics;

/**
 * Adds discrete Laplace noise to sums of which one unit changes at most a given amount in L1 norm:
 * pure differential privacy at L1 over scale, under add-or-remove-one and zero-out. The noise, its
 * arithmetic and the privacy map are OpenDP's ({@code make_laplace} on integers); nothing is drawn
 * unless that map is at most the event that was charged.
 */
public final class LaplaceCounts implements AutoCloseable {
  private final Measurement<long[], Long, long[], Double> measurement;
  private final long l1;
  private final double scale;

  private LaplaceCounts(
      Measurement<long[], Long, long[], Double> measurement, long l1, double scale) {
    this.measurement = measurement;
    this.l1 = l1;
    this.scale = scale;
  }

  /**
   * The least noise that the event pays for; to be made before the event is charged.
   *
   * @param l1 most that one unit changes the sums, in L1 norm
   * @param event what one release is charged as
   * @throws UnpaidReleaseException if the event does not pay for it
   */
  public static LaplaceCounts of(long l1, PrivacyEvent event) {
    double epsilon = Payment.of(event).epsilon();
    double scale = Math.nextUp(l1 / epsilon);
    for (int attempt = 0; attempt < Payment.ATTEMPTS; attempt++) {
      Measurement<long[], Long, long[], Double> measurement =
          Measurements.makeLaplace(
              Domains.vectorDomain(Domains.atomDomain(Atom.I64)),
              Metrics.l1Distance(Atom.I64),
              scale);
      if (measurement.map(l1) <= epsilon) {
        return new LaplaceCounts(measurement, l1, scale);
      }
      measurement.close();
      scale *= Payment.WIDER;
    }
    throw new UnpaidReleaseException("no noise scale is within epsilon " + epsilon);
  }

  /** Scale of the noise of each sum. */
  public double scale() {
    return scale;
  }

  /**
   * Draws the noise. Each call is a release of its own and must have been charged.
   *
   * @throws UnpaidReleaseException if a unit may change these sums by more than was planned
   */
  public NoisyCounts release(BoundedCounts exact) {
    if (exact.l1() > l1) {
      throw new UnpaidReleaseException(
          "one unit may change the sums by " + exact.l1() + ", more than the " + l1 + " paid for");
    }
    return new NoisyCounts(measurement.invoke(exact.values()), scale);
  }

  @Override
  public void close() {
    measurement.close();
  }
}
