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

/** An event as a bag of single releases, each alone or on a Poisson sample. */
final class LossKinds {
  /**
   * @param mechanism no sampling and no composition
   * @param rate of Poisson sampling, 1 for none
   */
  record Kind(PrivacyEvent mechanism, double rate) {}

  private record Todo(PrivacyEvent event, double count) {}

  private static final int MAX_PARTS = 1 << 22;

  private LossKinds() {}

  /** How often each kind occurs, rounded up; Gaussians without sampling count as one. */
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
        todo.push(new Todo(repeated.event(), product(next.count(), repeated.count())));
      } else if (next.event() instanceof PoissonSampled sampled && sampled.samplingRate() == 1) {
        todo.push(new Todo(sampled.event(), next.count()));
      } else {
        counts.merge(kind(next.event()), next.count(), LossKinds::sum);
      }
    }
    return gaussiansTogether(counts);
  }

  private static Kind kind(PrivacyEvent event) {
    return event instanceof PoissonSampled sampled
        ? new Kind(insideSample(sampled.event()), sampled.samplingRate())
        : new Kind(event, 1);
  }

  private static PrivacyEvent insideSample(PrivacyEvent event) {
    Map<Kind, Double> inside = of(event);
    Map.Entry<Kind, Double> first = inside.entrySet().iterator().next();
    if (inside.size() > 1 || first.getValue() != 1 || first.getKey().rate() != 1) {
      throw new UnsupportedEventException(
          "on one Poisson sample the accountant pld has a proof for one mechanism, or for several"
              + " Gaussians, not for "
              + event);
    }
    return first.getKey().mechanism();
  }

  private static Map<Kind, Double> gaussiansTogether(Map<Kind, Double> counts) {
    Tally<Double> gaussians = new Tally<>();
    Map<Kind, Double> others = new LinkedHashMap<>();
    counts.forEach(
        (kind, count) -> {
          if (kind.rate() == 1 && kind.mechanism() instanceof Gaussian gaussian) {
            gaussians.add(gaussian.noiseMultiplier(), count);
          } else {
            others.put(kind, count);
          }
        });
    if (!gaussians.counts().isEmpty()) {
      double joint = JointGaussian.noiseMultiplier(gaussians.counts());
      others.put(new Kind(new Gaussian(joint), 1), 1.0);
    }
    return others;
  }

  private static double product(double count, long times) {
    double product = count * times;
    return product < 0x1p53 ? product : Math.nextUp(Math.nextUp(product));
  }

  private static double sum(double a, double b) {
    double sum = a + b;
    return sum < 0x1p53 ? sum : Math.nextUp(sum);
  }

  private static void requireFewParts(int parts) {
    if (parts > MAX_PARTS) {
      throw new UnsupportedEventException(
          "the event has more than " + MAX_PARTS + " parts; use self-composed for repeated ones");
    }
  }
}
