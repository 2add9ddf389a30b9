package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as a bag of Poisson-subsampled Gaussians, with what is outside that family refused.
 *
 * <p>Gaussians composed inside one sample count as a single one with the summed precision: that is
 * exactly their privacy loss, and domination carries over to Poisson sampling (Zhu, Dong and Wang
 * 2022, theorem 11).
 */
final class SampledGaussians {
  /**
   * @param samplingRate 1 without sampling
   * @param noiseMultiplier standard deviation over sensitivity, rounded down
   */
  record Kind(double samplingRate, double noiseMultiplier) {}

  private record Todo(PrivacyEvent event, double count) {}

  // An event in memory may share its parts, so its size as a tree is not bounded by its bytes.
  private static final int MAX_PARTS = 1 << 22;

  private SampledGaussians() {}

  /** How often each kind occurs, rounded up. */
  static Map<Kind, Double> of(PrivacyEvent event) {
    Map<Kind, Double> counts = new LinkedHashMap<>();
    Deque<Todo> todo = new ArrayDeque<>();
    todo.push(new Todo(event, 1));
    for (int parts = 0; !todo.isEmpty(); parts++) {
      requireFewParts(parts);
      Todo next = todo.pop();
      if (next.event() instanceof Composed composed) {
        requireFewParts(composed.events().size());
        composed.events().forEach(part -> todo.push(new Todo(part, next.count())));
      } else if (next.event() instanceof SelfComposed repeated) {
        todo.push(new Todo(repeated.event(), timesUp(next.count(), repeated.count())));
      } else if (next.event() instanceof PoissonSampled sampled && sampled.samplingRate() == 1) {
        todo.push(new Todo(sampled.event(), next.count()));
      } else {
        counts.merge(kind(next.event()), next.count(), SampledGaussians::plusUp);
      }
    }
    return counts;
  }

  private static Kind kind(PrivacyEvent event) {
    if (event instanceof Gaussian gaussian) {
      return new Kind(1, gaussian.noiseMultiplier());
    }
    if (event instanceof PoissonSampled sampled) {
      return new Kind(sampled.samplingRate(), noiseMultiplierInside(sampled.event()));
    }
    throw new UnsupportedEventException(
        "this accountant has a proof for Gaussians, Poisson-sampled Gaussians and their compositions"
            + " only, not for "
            + event);
  }

  private static double noiseMultiplierInside(PrivacyEvent event) {
    if (event instanceof Gaussian gaussian) {
      return gaussian.noiseMultiplier();
    }
    Map<Kind, Double> inside = of(event);
    if (inside.keySet().stream().anyMatch(kind -> kind.samplingRate() != 1)) {
      throw new UnsupportedEventException(
          "Poisson sampling inside Poisson sampling has no proven bound here;"
              + " describe it as one sampling whose rate is the product of both");
    }
    return together(inside);
  }

  /** The one Gaussian with the privacy loss of all of these, its noise multiplier rounded down. */
  static double together(Map<Kind, Double> gaussians) {
    if (gaussians.size() == 1 && gaussians.values().iterator().next() == 1) {
      return gaussians.keySet().iterator().next().noiseMultiplier();
    }
    // Precisions relative to the largest, so that neither overflow nor underflow loses any.
    double least =
        gaussians.keySet().stream().mapToDouble(Kind::noiseMultiplier).min().orElseThrow();
    double precision = 0;
    for (Map.Entry<Kind, Double> entry : gaussians.entrySet()) {
      double ratio = least / entry.getKey().noiseMultiplier();
      precision = plusUp(precision, Math.nextUp(entry.getValue() * ratio * ratio * (1 + 0x1p-50)));
    }
    return Math.max(Double.MIN_VALUE, least / Math.sqrt(precision) * (1 - 0x1p-50));
  }

  private static double timesUp(double count, long times) {
    return times == 1 ? count : exactOrUp(count * times, count < 0x1p53 && times < 1L << 53);
  }

  private static double plusUp(double a, double b) {
    return exactOrUp(a + b, a < 0x1p52 && b < 0x1p52 && a == Math.rint(a) && b == Math.rint(b));
  }

  private static double exactOrUp(double value, boolean operandsExact) {
    return operandsExact && value <= 0x1p53 ? value : Math.nextUp(Math.nextUp(value));
  }

  private static void requireFewParts(int parts) {
    if (parts > MAX_PARTS) {
      throw new UnsupportedEventException(
          "the event has more than " + MAX_PARTS + " parts; use self-composed for repeated ones");
    }
  }
}
