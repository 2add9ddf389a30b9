package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Rewrites an event into irreducible parts and a failure delta that together are no more private
 * than the event, under the given relation; every accountant may price the parts instead.
 */
final class EventNormaliser {
  // An event in memory may share its parts, so its size as a tree is not bounded by its bytes.
  private static final int MAX_PARTS = 1 << 22;

  private record Todo(PrivacyEvent event, double count) {}

  private final NeighbouringRelation relation;
  private final Tally<PrivacyEvent> parts = new Tally<>();
  private final Deque<Todo> todo = new ArrayDeque<>();
  private double failureDelta;
  private int seen;

  private EventNormaliser(NeighbouringRelation relation) {
    this.relation = relation;
  }

  /**
   * The parts of an event.
   *
   * @throws UnsupportedEventException if a rewriting that the event needs has no proof
   */
  static NormalForm normalise(PrivacyEvent event, NeighbouringRelation relation) {
    EventNormaliser normaliser = new EventNormaliser(relation);
    normaliser.unfold(event);
    return new NormalForm(normaliser.parts.counts(), normaliser.failureDelta);
  }

  private void unfold(PrivacyEvent event) {
    push(event, 1);
    while (!todo.isEmpty()) {
      Todo next = todo.pop();
      if (next.event() instanceof Composed composed) {
        composed.events().forEach(part -> push(part, next.count()));
      } else if (next.event() instanceof SelfComposed repeated) {
        push(repeated.event(), Tally.timesUp(next.count(), repeated.count()));
      } else if (next.event() instanceof PoissonSampled sampled) {
        poisson(sampled, next.count());
      } else if (next.event() instanceof ApproximateDp given && given.delta() > 0) {
        fail(given.delta(), next.count());
        part(new ApproximateDp(given.epsilon(), 0), next.count());
      } else {
        part(next.event(), next.count());
      }
    }
  }

  private void poisson(PoissonSampled sampled, double count) {
    if (sampled.samplingRate() == 1) {
      push(sampled.event(), count);
      return;
    }
    NormalForm inside = normalise(sampled.event(), relation);
    if (inside.parts().keySet().stream().anyMatch(part -> part instanceof PoissonSampled)) {
      throw new UnsupportedEventException(
          "Poisson sampling inside Poisson sampling has no proven bound here;"
              + " describe it as one sampling whose rate is the product of both");
    }
    fail(inside.failureDelta(), count);
    part(new PoissonSampled(sampled.samplingRate(), together(inside.parts())), count);
  }

  /** One event for all of these; Gaussians on the same data become a single one. */
  private static PrivacyEvent together(Map<PrivacyEvent, Double> inside) {
    Tally<Double> gaussians = new Tally<>();
    List<PrivacyEvent> all = new ArrayList<>();
    inside.forEach(
        (part, count) -> {
          if (part instanceof Gaussian gaussian) {
            gaussians.add(gaussian.noiseMultiplier(), count);
          } else {
            all.add(count == 1 ? part : new SelfComposed(part, wholeUp(count)));
          }
        });
    if (!gaussians.counts().isEmpty()) {
      all.add(new Gaussian(JointGaussian.noiseMultiplier(gaussians.counts())));
    }
    return all.size() == 1 ? all.get(0) : new Composed(all);
  }

  private static long wholeUp(double count) {
    if (count >= 0x1p62) {
      throw new UnsupportedEventException(
          "a sample is used more than 2^62 times; no epsilon could be stated for that");
    }
    return (long) Math.ceil(count);
  }

  private void part(PrivacyEvent event, double count) {
    parts.add(event, count);
  }

  private void fail(double delta, double count) {
    failureDelta = RenyiCurve.addUp(failureDelta, RenyiCurve.timesUp(delta, count));
  }

  private void push(PrivacyEvent event, double count) {
    if (++seen > MAX_PARTS) {
      throw new UnsupportedEventException(
          "the event has more than " + MAX_PARTS + " parts; use self-composed for repeated ones");
    }
    todo.push(new Todo(event, count));
  }
}
