package dev.lethe.spec;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A spec with everything that privacy depends on fixed: running it costs exactly {@link #event()},
 * and {@link #predicted()} is at most the spec's epsilon.
 *
 * @param spec the spec
 * @param specDigest SHA-256 in hex of the spec's canonical JSON
 * @param features encoded input width
 * @param outputs 1 logit for a binary label, otherwise one per class
 * @param parameters number of trained parameters, d
 * @param samplingRate expected batch over population
 * @param noiseMultiplier standard deviation of the noise on each sum of gradients over its
 *     sensitivity
 * @param grid the grid that sums and noise are rounded to
 * @param parts all that touches private data, in the order it runs; training is one of them
 * @param accountantDelta the part of delta that the accountant is given; what it is given has to
 *     pay for {@link #failureDelta} too
 * @param reservedDelta the part kept for sampler distance and truncation
 * @param predicted the accountant's bound at {@code accountantDelta}
 * @param estimate time and memory expected
 */
public record TrainingPlan(
    TrainingSpec spec,
    String specDigest,
    int features,
    int outputs,
    long parameters,
    double samplingRate,
    double noiseMultiplier,
    NoiseGrid grid,
    List<PlanPart> parts,
    double accountantDelta,
    double reservedDelta,
    EpsilonBound predicted,
    Estimate estimate) {
  public TrainingPlan {
    parts = List.copyOf(parts);
    if (parts.stream().filter(part -> part.name().equals(PlanPart.TRAINING)).count() != 1) {
      throw new IllegalArgumentException("a training plan has one part called training");
    }
  }

  /** The part of this name, if the plan has one. */
  public Optional<PlanPart> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /**
   * The noise multiplier of all that a step releases together: that of the sum, unless clipping
   * adapts and a count is released beside it.
   */
  public double noiseMultiplierTogether() {
    return StepNoise.together(spec.privacy(), noiseMultiplier);
  }

  /** What one step costs. */
  public PrivacyEvent stepEvent() {
    return part(PlanPart.TRAINING).orElseThrow().event();
  }

  /** What the whole run costs, all its parts together. */
  public PrivacyEvent event() {
    return PlanPart.together(parts);
  }

  /**
   * What a part would cost if it were all of the run, at the delta that the accountant is given;
   * empty if there is no bound at it. These do not add up to what the run costs: together it is
   * less.
   */
  public OptionalDouble alone(PlanPart part) {
    double epsilon =
        BestAccountant.standard()
            .epsilon(part.whole(), spec.privacy().relation(), accountantDelta)
            .epsilon();
    return Double.isFinite(epsilon) ? OptionalDouble.of(epsilon) : OptionalDouble.empty();
  }

  /**
   * The same plan once what it learns is known: it trains with these features and weights, and is
   * still the plan of the spec as it was read.
   *
   * @param learned bounds and vocabularies of all columns to be learned
   * @param weights learned class weights; the spec's own where empty
   */
  public TrainingPlan with(LearnedFeatures learned, Optional<ClassWeights> weights) {
    DataSpec data = spec.data();
    FeatureSpec known =
        data.features() instanceof FeatureSpec.Unlearned columns
            ? columns.with(learned)
            : data.features();
    TrainingSettings training = spec.training();
    TrainingSpec complete =
        new TrainingSpec(
            spec.name(),
            new DataSpec(
                data.id(),
                data.source(),
                data.label(),
                known,
                data.unit(),
                data.population(),
                data.split(),
                data.profile()),
            spec.privacy(),
            spec.model(),
            spec.optimizer(),
            new TrainingSettings(
                training.steps(),
                training.physicalBatch(),
                training.device(),
                training.ledgerWindow(),
                weights.or(training::classWeights)),
            spec.learning(),
            spec.evaluation(),
            spec.grant(),
            spec.report(),
            spec.search());
    return new TrainingPlan(
        complete,
        specDigest,
        features,
        outputs,
        parameters,
        samplingRate,
        noiseMultiplier,
        grid,
        parts,
        accountantDelta,
        reservedDelta,
        predicted,
        estimate);
  }

  /** What has been done once so many training steps are: with all that runs before training. */
  public PrivacyEvent eventAfter(long steps) {
    int training = parts.stream().map(PlanPart::name).toList().indexOf(PlanPart.TRAINING);
    List<PlanPart> done = new ArrayList<>(parts.subList(0, training));
    done.add(new PlanPart(PlanPart.TRAINING, stepEvent(), steps));
    return PlanPart.together(done);
  }

  /** The delta with which the parts' own events may fail, all together. */
  public double failureDelta() {
    return RenyiAccountant.standard().failureDelta(event());
  }

  /** What a run of this plan asks of the ledger. */
  public RunTerms terms(String runId) {
    return new RunTerms(
        runId, specDigest, parts.stream().map(PlanPart::charged).toList(), reservedDelta);
  }

  /**
   * A rough expectation, from the shapes alone.
   *
   * @param seconds wall clock of training on two cores
   * @param bytes peak memory
   */
  public record Estimate(double seconds, long bytes) {}
}
