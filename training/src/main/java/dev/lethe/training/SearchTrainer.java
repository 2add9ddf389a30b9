package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.noise.SecureNoise;
import dev.lethe.privacy.sampling.TrialCountSampler;
import dev.lethe.spec.SearchPlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Charges a search whole, then runs a number of trials drawn from its law and hands out the best by
 * its noisy score, and nothing else: no other model, no other score, and not their number (Papernot
 * and Steinke 2022, theorems 2 and 6, {@code docs/guarantees.md}, "Choosing the best of several
 * trainings").
 *
 * <p>Trials are independent of each other: each draws its combination uniformly, its samples and
 * its noise afresh. Of equal scores the first counts, which is as good as a fair lot. A trial that
 * diverges is worse than all others; where no trial came out, nothing does.
 */
public final class SearchTrainer {
  private final Path engineCache;
  private final StopSignal stop;

  /**
   * @param engineCache folder for the engine's native libraries
   * @param stop raised to give the search up
   */
  public SearchTrainer(Path engineCache, StopSignal stop) {
    this.engineCache = engineCache;
    this.stop = stop;
  }

  /**
   * Charges and runs the search.
   *
   * @param plan what to try and what it costs
   * @param train the units in training
   * @param heldOut the units that trials are compared on; no unit is in both
   * @param run begun on the plan's own terms and not charged yet
   * @return the best trial, or empty where none came out
   * @throws SearchInterruptedException if the stop signal was raised
   * @throws IllegalArgumentException if the run was begun for something else, or was charged before
   * @throws TrainingRefusedException if the data contradict what the plan declares as public
   * @throws dev.lethe.privacy.ledger.BudgetExceededException if the grant cannot pay
   */
  public Optional<SearchResult> search(
      SearchPlan plan, UnitTable train, UnitTable heldOut, LedgerRun run) {
    long trials = TrialCountSampler.of(plan.search().trials().count()).draw();
    return search(plan, train, heldOut, run, trials);
  }

  /** Not public: whoever chooses the number of trials has not hidden it. */
  Optional<SearchResult> search(
      SearchPlan plan, UnitTable train, UnitTable heldOut, LedgerRun run, long trials) {
    for (SearchPlan.Trial trial : plan.trials()) {
      PlanCheck.check(trial.plan(), train);
    }
    SearchDeltas deltas = SearchDeltas.of(plan);
    PaidSearch paid = PaidSearch.charge(plan, run);
    Optional<SearchResult> best = Optional.empty();
    for (long i = 0; i < trials; i++) {
      Optional<SearchResult> next = trial(plan, train, heldOut, paid, deltas);
      if (next.isPresent() && (best.isEmpty() || next.get().score() > best.get().score())) {
        best = next;
      }
    }
    if (stop.requested()) {
      throw new SearchInterruptedException();
    }
    return best;
  }

  private Optional<SearchResult> trial(
      SearchPlan plan, UnitTable train, UnitTable heldOut, PaidSearch paid, SearchDeltas deltas) {
    SearchPlan.Trial trial = plan.trials().get(new SecureRandom().nextInt(plan.trials().size()));
    try (NoiseSource noise = SecureNoise.open()) {
      TrainingResult training =
          DpTrainer.start(engineCache, trial.plan(), stop)
              .trial(
                  trial.plan(),
                  train,
                  new StepCharges.OfTrial(paid, plan.spec().training().steps()));
      double score =
          new TrialScore(plan.search().metric(), plan.scoreNoise(), plan.heldOut(), noise)
              .of(training.model(), heldOut);
      return Optional.of(new SearchResult(trial, score, deltas.ofSearch(training)));
    } catch (TrainingDivergedException e) {
      return Optional.empty();
    } catch (InterruptedTrainingException e) {
      throw new SearchInterruptedException();
    }
  }
}
