package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the exact law of the best of a random number of draws from few outcomes. */
final class SelectedBestTest {
  private static final List<TrialCount> LAWS =
      List.of(
          new NegativeBinomial(1, 0.1),
          new NegativeBinomial(1, 0.9),
          new NegativeBinomial(0, 0.05),
          new NegativeBinomial(-0.5, 0.2),
          new NegativeBinomial(2.5, 0.3),
          new Poisson(0.4),
          new Poisson(12));

  @Test
  void coversTheExactLawOfTheBestInBothDirections() {
    SplittableRandom random = new SplittableRandom(23);
    for (int trial = 0; trial < 150; trial++) {
      int outcomes = 2 + random.nextInt(4);
      double[] p = law(random, outcomes, trial % 3);
      double[] q = law(random, outcomes, trial % 3);
      Divergence exact =
          order ->
              order > 1e6
                  ? maxRatio(p, q)
                  : Math.max(NumericRenyi.sum(p, q, order), NumericRenyi.sum(q, p, order));
      TrialCount trials = LAWS.get(trial % LAWS.size());
      double[] bestP = best(p, trials);
      double[] bestQ = best(q, trials);
      for (double order : new double[] {1.2, 2, 4.5, 30}) {
        double truth =
            Math.max(NumericRenyi.sum(bestP, bestQ, order), NumericRenyi.sum(bestQ, bestP, order));
        assertThat(new SelectedBestDivergence(exact, trials).at(order))
            .as("%s at order %s", trials, order)
            .isGreaterThanOrEqualTo(truth * (1 - 1e-9) - 1e-12);
      }
    }
  }

  @Test
  void expectsTheMeanOfTheLaw() {
    for (TrialCount trials : LAWS) {
      double mean = 0;
      double[] chances = chances(trials);
      for (int k = 0; k < chances.length; k++) {
        mean += k * chances[k];
      }
      assertThat(SelectedBestDivergence.expectedTrials(trials))
          .isBetween(mean * (1 - 1e-12), mean * (1 + 1e-9));
    }
    double nearlyLogarithmic =
        SelectedBestDivergence.expectedTrials(new NegativeBinomial(1e-13, 0.05));
    assertThat(nearlyLogarithmic).isBetween(19 / Math.log(20), 19 / Math.log(20) * (1 + 1e-9));
  }

  @Test
  void costsMoreThanOneTrialAndMoreForMoreTrials() {
    PrivacyEvent trial = new SelfComposed(new PoissonSampled(0.01, new Gaussian(1)), 100);
    double one = epsilon(trial, 1e-6);
    double before = one;
    for (double continuation : new double[] {0.99, 0.5, 0.1, 0.01}) {
      double now = epsilon(new SelectedBest(trial, new NegativeBinomial(0, continuation)), 1e-6);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(epsilon(new SelectedBest(trial, new Poisson(10)), 1e-6)).isBetween(one, 4 * one);
  }

  @Test
  void pureTrialsCostAtMostTheirMultiple() {
    PrivacyEvent trial = new ApproximateDp(0.1, 0);
    assertThat(epsilon(new SelectedBest(trial, new NegativeBinomial(1, 0.01)), 1e-30))
        .isBetween(0.2, 0.302);
    assertThat(epsilon(new SelectedBest(trial, new NegativeBinomial(0, 0.01)), 1e-30))
        .isBetween(0.1, 0.202);
  }

  @Test
  void aTrialsFailureCountsOncePerExpectedTrial() {
    PrivacyEvent trial = new ApproximateDp(0.1, 1e-8);
    for (TrialCount trials : List.of(new Poisson(7), new NegativeBinomial(1, 1 / 7.0))) {
      assertThat(RenyiAccountant.standard().failureDelta(new SelectedBest(trial, trials)))
          .isBetween(7e-8 * (1 - 1e-12), 7e-8 * (1 + 1e-9));
    }
  }

  @Test
  void refusesATrialItHasNoProofFor() {
    PrivacyEvent trial = new FixedSizeSampled(10, 2, new Gaussian(1));
    assertThatThrownBy(() -> epsilon(new SelectedBest(trial, new Poisson(3)), 1e-6))
        .isInstanceOf(UnsupportedEventException.class);
  }

  private static double epsilon(PrivacyEvent event, double delta) {
    return RenyiAccountant.standard().epsilon(event, ADD_OR_REMOVE_ONE, delta).epsilon();
  }

  private static double maxRatio(double[] p, double[] q) {
    double most = 0;
    for (int i = 0; i < p.length; i++) {
      most = Math.max(most, Math.abs(Math.log(p[i] / q[i])));
    }
    return most;
  }

  /** Chances of 0, 1, 2, ... trials; the rest is below 1e-13. */
  private static double[] chances(TrialCount trials) {
    double[] chances = new double[4000];
    if (trials instanceof Poisson law) {
      chances[0] = Math.exp(-law.mean());
      for (int k = 1; k < chances.length; k++) {
        chances[k] = chances[k - 1] * law.mean() / k;
      }
      return chances;
    }
    NegativeBinomial law = (NegativeBinomial) trials;
    double sum = 0;
    double weight = 1;
    for (int k = 1; k < chances.length; k++) {
      // Proportional to (1 - gamma)^k times the product of (l + eta) / (l + 1) from l = 1 on.
      weight *= (1 - law.continuation()) * (k == 1 ? 1 : (k - 1 + law.shape()) / k);
      chances[k] = weight;
      sum += weight;
    }
    for (int k = 1; k < chances.length; k++) {
      chances[k] /= sum;
    }
    return chances;
  }

  /** The law of the largest outcome; the last entry is that there was no trial. */
  private static double[] best(double[] outcomes, TrialCount trials) {
    double[] chances = chances(trials);
    boolean nothing = chances[0] > 0;
    double[] best = new double[outcomes.length + (nothing ? 1 : 0)];
    double below = 0;
    for (int i = 0; i < outcomes.length; i++) {
      double upTo = i == outcomes.length - 1 ? 1 : below + outcomes[i];
      for (int k = 1; k < chances.length; k++) {
        best[i] += chances[k] * (Math.pow(upTo, k) - Math.pow(below, k));
      }
      below = upTo;
    }
    if (nothing) {
      best[outcomes.length] = chances[0];
    }
    return best;
  }

  private static double[] law(SplittableRandom random, int points, int closeness) {
    double[] law = new double[points];
    double sum = 0;
    for (int i = 0; i < points; i++) {
      law[i] = 1 + random.nextDouble() * new double[] {0.1, 1, 20}[closeness];
      sum += law[i];
    }
    for (int i = 0; i < points; i++) {
      law[i] /= sum;
    }
    return law;
  }
}
