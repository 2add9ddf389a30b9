package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.GroupOf;
import dev.lethe.privacy.event.MatrixFactorised;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TreeAggregated;
import dev.lethe.privacy.event.TruncatedPoissonSampled;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Rewrites an event into irreducible parts and a failure delta that together are no more private
 * than the event, under the given relation; every accountant may price the parts instead.
 *
 * <p>What is left as a part: mechanisms (an {@link ApproximateDp} with delta 0), samplers with
 * rewritten contents, {@link SelectedBest}, and a {@link GroupOf} that no rule resolves. {@code
 * docs/guarantees.md} has the proof of each rule.
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
    normaliser.push(event, 1);
    while (!normaliser.todo.isEmpty()) {
      Todo next = normaliser.todo.pop();
      normaliser.rewrite(next.event(), next.count());
    }
    return new NormalForm(normaliser.parts.counts(), normaliser.failureDelta);
  }

  private void rewrite(PrivacyEvent event, double count) {
    if (event instanceof Composed composed) {
      composed.events().forEach(part -> push(part, count));
    } else if (event instanceof SelfComposed repeated) {
      push(repeated.event(), Tally.timesUp(count, repeated.count()));
    } else if (event instanceof ApproximateDp given) {
      approximate(given.epsilon(), given.delta(), count);
    } else if (event instanceof PoissonSampled sampled) {
      poisson(sampled, count);
    } else if (event instanceof TruncatedPoissonSampled sampled) {
      truncated(sampled, count);
    } else if (event instanceof FixedSizeSampled sampled) {
      fixedSize(sampled, count);
    } else if (event instanceof BallsInBins epoch) {
      ballsInBins(epoch, count);
    } else if (event instanceof TreeAggregated tree) {
      stream(tree.noiseMultiplier(), StreamSensitivity.of(tree), count);
    } else if (event instanceof MatrixFactorised matrix) {
      stream(matrix.noiseMultiplier(), StreamSensitivity.of(matrix), count);
    } else if (event instanceof SelectedBest search) {
      NormalForm trial = normalise(search.trial(), relation);
      // Given that no trial fails, K has the same law with a larger gamma or a smaller mean, for
      // which the bound is smaller.
      double expected = SelectedBestDivergence.expectedTrials(search.trials());
      fail(RenyiCurve.timesUp(trial.failureDelta(), expected), count);
      parts.add(new SelectedBest(trial.together(), search.trials()), count);
    } else if (event instanceof GroupOf group) {
      group(group, count);
    } else {
      parts.add(event, count);
    }
  }

  private void approximate(double epsilon, double delta, double count) {
    fail(delta, count);
    parts.add(new ApproximateDp(epsilon, 0), count);
  }

  private void poisson(PoissonSampled sampled, double count) {
    double rate = sampled.samplingRate();
    if (rate == 1) {
      push(sampled.event(), count);
      return;
    }
    if (sampled.event() instanceof ApproximateDp given && given.delta() > 0) {
      // Amplified as a whole (Balle, Barthe and Gaboardi 2018, theorem 8): delta shrinks too.
      require(relation == ADD_OR_REMOVE_ONE, sampled, "add-or-remove-one");
      double epsilon = SampledPureDivergence.amplified(rate, given.epsilon());
      approximate(epsilon, Math.nextUp(rate * given.delta()), count);
      return;
    }
    NormalForm inside = normalise(sampled.event(), relation);
    if (inside.parts().keySet().stream().anyMatch(part -> part instanceof PoissonSampled)) {
      throw new UnsupportedEventException(
          "Poisson sampling inside Poisson sampling has no proven bound here;"
              + " describe it as one sampling whose rate is the product of both");
    }
    if (inside.failureDelta() > 0) {
      require(relation == ADD_OR_REMOVE_ONE, sampled, "add-or-remove-one");
    }
    fail(inside.failureDelta(), count);
    parts.add(new PoissonSampled(rate, inside.together()), count);
  }

  private void truncated(TruncatedPoissonSampled sampled, double count) {
    // Unless this many others are drawn, nothing is cut, whether or not the unit is drawn.
    double cut =
        BinomialTail.atLeast(sampled.maxBatch(), sampled.population() - 1, sampled.samplingRate());
    fail(cut, count);
    push(new PoissonSampled(sampled.samplingRate(), sampled.event()), count);
  }

  private void fixedSize(FixedSizeSampled sampled, double count) {
    if (sampled.batch() == sampled.population()) {
      push(sampled.event(), count);
      return;
    }
    if (sampled.event() instanceof ApproximateDp given && given.delta() > 0) {
      require(relation == REPLACE_ONE, sampled, "replace-one");
      double rate = rate(sampled);
      double epsilon = SampledPureDivergence.amplified(rate, given.epsilon());
      approximate(epsilon, Math.nextUp(rate * given.delta()), count);
      return;
    }
    NormalForm inside = normalise(sampled.event(), relation);
    if (inside.failureDelta() > 0) {
      throw new UnsupportedEventException(
          "fixed-size sampling of a mechanism with a failure delta is proven for approximate-dp"
              + " alone; state what happens to the batch as one approximate-dp event");
    }
    parts.add(
        new FixedSizeSampled(sampled.population(), sampled.batch(), inside.together()), count);
  }

  /** Batch over population, rounded up. */
  static double rate(FixedSizeSampled sampled) {
    return Math.nextUp(Math.nextUp((double) sampled.batch()) / sampled.population());
  }

  private void ballsInBins(BallsInBins epoch, double count) {
    if (epoch.bins() == 1) {
      push(epoch.event(), count);
      return;
    }
    NormalForm inside = normalise(epoch.event(), relation);
    double noise =
        JointGaussian.ofParts(
            inside.parts(), "balls-in-bins is proven for Gaussian steps only, not for " + epoch);
    if (inside.failureDelta() > 0) {
      throw new UnsupportedEventException("balls-in-bins is proven for Gaussian steps only");
    }
    parts.add(new BallsInBins(epoch.bins(), new Gaussian(noise)), count);
  }

  private void stream(double noiseMultiplier, double sensitivity, double count) {
    double distance = relation == REPLACE_ONE ? 2 * sensitivity : sensitivity;
    double joint = Math.nextDown(noiseMultiplier / distance);
    if (!(joint > 0)) {
      throw new UnsupportedEventException(
          "the stream's sensitivity of " + distance + " leaves no noise; raise noiseMultiplier");
    }
    parts.add(new Gaussian(joint), count);
  }

  private void group(GroupOf group, double count) {
    PrivacyEvent event = group.event();
    if (group.size() == 1) {
      push(event, count);
    } else if (event instanceof Composed composed) {
      composed.events().forEach(part -> push(new GroupOf(group.size(), part), count));
    } else if (event instanceof SelfComposed repeated) {
      double times = Tally.timesUp(count, repeated.count());
      push(new GroupOf(group.size(), repeated.event()), times);
    } else if (event instanceof ApproximateDp given) {
      double delta = GroupRules.delta(group.size(), given.epsilon(), given.delta());
      approximate(GroupRules.times(group.size(), given.epsilon()), delta, count);
    } else {
      NormalForm inside = normalise(event, relation);
      if (inside.failureDelta() > 0) {
        throw new UnsupportedEventException(
            "group privacy of a sampled or selected mechanism with a failure delta has no proof;"
                + " state it for one unit, or without truncation");
      }
      inside
          .parts()
          .forEach(
              (part, times) ->
                  GroupRules.parts(group.size(), part)
                      .forEach(
                          (of, each) ->
                              parts.add(of, Tally.timesUp(Tally.timesUp(count, times), each))));
    }
  }

  private static void require(boolean proven, PrivacyEvent event, String relation) {
    if (!proven) {
      throw new UnsupportedEventException(
          event + " is proven under " + relation + " only; ask for that relation");
    }
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
