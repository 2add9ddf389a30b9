package dev.lethe.training;

import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.noise.SecureNoise;
import dev.lethe.spec.SearchPlan;

/**
 * What a search's delta pays for the distance between its mechanisms as accounted and as they run:
 * the expected number of trials times that of one trial, for at most so many trials on average have
 * a chance to differ. It is the same whichever trial came out.
 *
 * @param noise of all noise values of steps and scores
 * @param unitCap of the event that some step samples more units than its cap
 */
record SearchDeltas(double noise, double unitCap) {

  /**
   * @throws IllegalArgumentException if the plan kept back less than the search needs; nothing was
   *     charged
   */
  static SearchDeltas of(SearchPlan plan) {
    double expected = plan.search().trials().mostExpected();
    double perValue;
    try (NoiseSource source = SecureNoise.open()) {
      perValue = source.distancePerValue();
    }
    double factor = Math.nextUp(1 + Math.nextUp(Math.exp(plan.spec().privacy().epsilon())));
    double ofScore = factor * TrialScore.dimension(plan.search().metric()) * perValue;
    double noise = 0;
    double unitCap = 0;
    for (SearchPlan.Trial trial : plan.trials()) {
      DeltaItems items = DeltaItems.of(trial.plan(), perValue);
      items.requireWithin(trial.plan().reservedDelta());
      noise = Math.max(noise, items.noise());
      unitCap = Math.max(unitCap, items.unitCap());
    }
    double slack = 1 + 0x1p-40;
    SearchDeltas deltas =
        new SearchDeltas(slack * expected * (noise + ofScore), slack * expected * unitCap);
    if (!(deltas.noise + deltas.unitCap <= plan.reservedDelta())) {
      throw new IllegalArgumentException(
          "the plan keeps "
              + plan.reservedDelta()
              + " of delta back and the search needs "
              + (deltas.noise + deltas.unitCap));
    }
    return deltas;
  }

  TrainingResult ofSearch(TrainingResult trial) {
    return new TrainingResult(
        trial.model(),
        trial.runId(),
        trial.stepsDone(),
        trial.stepsPlanned(),
        trial.stepsCharged(),
        trial.facts().withDeltas(noise, unitCap));
  }
}
