package dev.lethe.training;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.util.List;

/**
 * The public numbers of a training by steps, and the event that follows from them: what is billed
 * is derived from what runs.
 *
 * @param population who is protected; under add-or-remove-one
 * @param planDigest SHA-256 of the plan, in hex
 * @param epsilon the target of the whole run
 * @param units declared number of privacy units
 * @param expectedBatch expected units of a step
 * @param noiseMultiplier noise over sensitivity
 * @param grid what sums and noise are rounded to
 * @param steps of the whole run
 * @param reservedDelta kept for the distance between the mechanism and its ideal
 * @param ledgerWindow steps charged at once
 */
public record StepTerms(
    Population population,
    String planDigest,
    double epsilon,
    long units,
    double expectedBatch,
    double noiseMultiplier,
    NoiseGrid grid,
    long steps,
    double reservedDelta,
    long ledgerWindow) {
  /** The part of a run that pays for steps. */
  public static final String PART = "training";

  public StepTerms {
    if (!(expectedBatch > 0 && expectedBatch <= units)) {
      throw new IllegalArgumentException(
          "the expected batch must be more than 0 and at most the population of "
              + units
              + ", got "
              + expectedBatch);
    }
    if (steps < 1 || ledgerWindow < 1) {
      throw new IllegalArgumentException("a run takes at least one step and charges it");
    }
    if (population.relation() != NeighbouringRelation.ADD_OR_REMOVE_ONE) {
      throw new IllegalArgumentException("the bound is for add-or-remove-one");
    }
  }

  /** The probability with which every unit is drawn. */
  public double samplingRate() {
    return expectedBatch / units;
  }

  /** What one step costs. */
  public PoissonSampled event() {
    return new PoissonSampled(samplingRate(), new Gaussian(noiseMultiplier));
  }

  /** What a run on these terms asks of the ledger. */
  public RunTerms run(String runId) {
    return new RunTerms(
        runId, planDigest, List.of(new RunPart(PART, event(), steps)), reservedDelta);
  }
}
