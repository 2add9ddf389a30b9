package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.noise.SecureNoise;
import dev.lethe.spec.ClassWeights;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.PrivacySpec;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingBounds;
import dev.lethe.training.djl.ClippingRules;
import dev.lethe.training.djl.DjlEngine;
import dev.lethe.training.djl.EngineOptions;
import dev.lethe.training.djl.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every step that reaches the model or its checkpoint was charged to the ledger before it was
 * computed, and costs at most the plan's step event: Poisson sampling at no more than the sampling
 * rate, then Gaussian noise of the noise multiplier times a proven sensitivity, for neighbours that
 * differ in one privacy unit (Abadi et al. 2016, with units in place of records).
 *
 * <p>The noise is drawn under a fresh secret key, and no caller can replace it. The ledger's run
 * stays the caller's, who finishes it.
 */
public final class DpTrainer {
  private final DjlEngine engine;
  private final StopSignal stop;

  private DpTrainer(DjlEngine engine, StopSignal stop) {
    this.engine = engine;
    this.stop = stop;
  }

  /**
   * Starts the tensor engine, or uses the one that this process already runs.
   *
   * @param engineCache folder for the engine's native libraries
   * @param plan decides how many threads pay off
   * @param stop raised to end training after the current step
   * @throws dev.lethe.training.djl.EngineUnavailableException if the engine cannot be loaded
   */
  public static DpTrainer start(Path engineCache, TrainingPlan plan, StopSignal stop) {
    int threads =
        EngineOptions.sensibleThreads(plan.parameters(), plan.spec().privacy().expectedBatch());
    return new DpTrainer(DjlEngine.start(new EngineOptions(engineCache, threads)), stop);
  }

  /**
   * Trains until the plan's steps are taken, the ledger's run has none left, or the stop signal is
   * raised. Starts from the checkpoint where there is one; what a crash lost is not taken again
   * beyond the steps left to charge.
   *
   * @param plan what to do and what each step costs
   * @param data the units in training
   * @param run begun on the plan's own terms: parts, digest, population, reserved delta
   * @param io where the checkpoint is kept
   * @param listener hears of progress
   * @throws InterruptedTrainingException if the stop signal was raised; it carries the partial
   *     model
   * @throws IllegalArgumentException if the run was begun for something else than the plan, or the
   *     plan describes another mechanism; no step was charged
   * @throws TrainingRefusedException if the data contradict what the plan declares as public
   * @throws TrainingDivergedException if a parameter left the range of fp32
   * @throws CheckpointException if the checkpoint cannot be trusted
   * @throws dev.lethe.privacy.ledger.BudgetExceededException if the grant cannot pay; the
   *     checkpoint holds what was paid for
   * @throws java.io.UncheckedIOException if the checkpoint cannot be written
   */
  public TrainingResult train(
      TrainingPlan plan, UnitTable data, LedgerRun run, TrainingIo io, TrainingListener listener) {
    try (NoiseSource noise = noiseFor(plan)) {
      return train(plan, data, run, noise, io, listener);
    }
  }

  /** What is drawn ahead for one deviation is lost where each draw has another. */
  private static NoiseSource noiseFor(TrainingPlan plan) {
    return plan.spec().privacy().clipping() instanceof ClippingSpec.Adaptive
        ? SecureNoise.open()
        : SecureNoise.aheadOfTime();
  }

  /** Not public: a source that draws nothing would release the data behind a report of noise. */
  TrainingResult train(
      TrainingPlan plan,
      UnitTable data,
      LedgerRun run,
      NoiseSource noise,
      TrainingIo io,
      TrainingListener listener) {
    PlanCheck.check(plan, run);
    Checkpoint checkpoint = new Checkpoint(io, run.runId(), plan.specDigest());
    return train(plan, data, new StepCharges.OfRun(run), noise, Optional.of(checkpoint), listener);
  }

  /** Trains once for a search, which charged for it and keeps what comes out to itself. */
  TrainingResult trial(TrainingPlan plan, UnitTable data, StepCharges.OfTrial paid) {
    try (NoiseSource noise = SecureNoise.aheadOfTime()) {
      return train(plan, data, paid, noise, Optional.empty(), TrainingListener.silent());
    }
  }

  private TrainingResult train(
      TrainingPlan plan,
      UnitTable data,
      StepCharges charges,
      NoiseSource noise,
      Optional<Checkpoint> checkpoint,
      TrainingListener listener) {
    Network network =
        Network.of(plan.spec().model(), plan.spec().data().features(), plan.outputs());
    PlanCheck.check(plan, network, data);
    DeltaItems items = DeltaItems.of(plan, noise.distancePerValue());
    items.requireWithin(plan.reservedDelta());
    PrivacySpec privacy = plan.spec().privacy();
    ClippingRules rules =
        new ClippingRules(
            privacy.clipping(),
            plan.spec().data().unit().maxContributions(),
            privacy.expectedBatch(),
            plan.spec().training().physicalBatch(),
            plan.spec().training().classWeights().map(ClassWeights::values).orElse(List.of()));
    GridGaussianMechanism mechanism =
        new GridGaussianMechanism(plan.noiseMultiplier(), plan.grid(), noise);
    try (ClippedGradients gradients = ClippedGradients.open(engine, network, rules)) {
      TrainingFacts facts = facts(plan, gradients, mechanism, noise, items);
      Optional<AdaptiveClip> clip = adaptiveClip(privacy);
      TrainingLoop loop = new TrainingLoop(plan, network, charges, checkpoint, clip);
      try (NoisedSteps steps = new NoisedSteps(plan, data, gradients, noise, clip)) {
        boolean finished = loop.run(steps, stop, listener);
        TrainingResult result =
            new TrainingResult(
                loop.model(finished ? ModelStatus.COMPLETE : ModelStatus.PARTIAL),
                charges.runId(),
                loop.stepsDone(),
                plan.spec().training().steps(),
                charges.charged(),
                facts);
        if (!finished) {
          throw new InterruptedTrainingException(result);
        }
        return result;
      }
    }
  }

  private static Optional<AdaptiveClip> adaptiveClip(PrivacySpec privacy) {
    return privacy.clipping() instanceof ClippingSpec.Adaptive adaptive
        ? Optional.of(new AdaptiveClip(adaptive, privacy.expectedBatch()))
        : Optional.empty();
  }

  private TrainingFacts facts(
      TrainingPlan plan,
      ClippedGradients gradients,
      GridGaussianMechanism mechanism,
      NoiseSource noise,
      DeltaItems items) {
    ClippingBounds bounds = gradients.bounds();
    return new TrainingFacts(
        bounds.clippingNorm(),
        bounds.normSlack(),
        bounds.massBound(),
        bounds.floatError(),
        plan.grid().step(),
        plan.parameters(),
        plan.grid().sensitivity(bounds.clippingNorm(), bounds.normSlack(), bounds.floatError()),
        plan.noiseMultiplier(),
        mechanism.standardDeviation(bounds.clippingNorm(), bounds.normSlack(), bounds.floatError()),
        bounds.unitCap(),
        gradients.unitsPerPass(),
        plan.spec().privacy().expectedBatch(),
        NoisedSteps.SAMPLER,
        noise.description(),
        engine.description() + "; sums by " + gradients.kernels(),
        noise.distancePerValue(),
        items.noise(),
        items.unitCap());
  }
}
