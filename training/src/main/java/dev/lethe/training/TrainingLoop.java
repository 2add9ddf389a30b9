package dev.lethe.training;

import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.djl.FiniteValues;
import dev.lethe.training.djl.Network;
import java.time.Duration;
import java.util.Optional;

/** Charges a window, takes its steps, keeps a checkpoint; in this order, until nothing is left. */
final class TrainingLoop {
  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(5).toNanos();

  private final TrainingPlan plan;
  private final StepCharges charges;
  private final Optional<Checkpoint> checkpoint;
  private final Optimizer optimizer;
  private final Optional<AdaptiveClip> clip;
  private final double[] parameters;
  private final float[] narrow;
  private long stepsDone;

  /**
   * @param checkpoint where to go on after a crash; empty for what is never taken up again
   * @param clip the norm that the steps follow, where it adapts
   */
  TrainingLoop(
      TrainingPlan plan,
      Network network,
      StepCharges charges,
      Optional<Checkpoint> checkpoint,
      Optional<AdaptiveClip> clip) {
    this.plan = plan;
    this.charges = charges;
    this.checkpoint = checkpoint;
    this.clip = clip;
    this.optimizer =
        Optimizer.of(plan.spec().optimizer(), network.dimension(), plan.spec().training().steps());
    this.parameters = network.initialParameters();
    this.narrow = new float[parameters.length];
    checkpoint.ifPresent(
        kept ->
            kept.read(parameters.length, optimizer.state().length)
                .ifPresent(state -> resume(kept, state)));
  }

  private void resume(Checkpoint kept, TrainingState state) {
    if (state.stepsDone() > charges.charged()) {
      throw new CheckpointException(
          "the checkpoint "
              + kept.file()
              + " has taken more steps than the ledger has charged: the ledger is an older copy."
              + " Restore the ledger; if it is lost, this checkpoint must not be used");
    }
    System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
    optimizer.restore(state.optimizer());
    clip.ifPresent(norm -> restore(norm, kept, state));
    stepsDone = state.stepsDone();
  }

  private static void restore(AdaptiveClip clip, Checkpoint kept, TrainingState state) {
    try {
      clip.restore(state.clippingNorm());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "the checkpoint " + kept.file() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Returns whether all that could be paid was taken; otherwise the stop signal was raised. */
  boolean run(NoisedSteps steps, StopSignal stop, TrainingListener listener) {
    // As if one were due: the first window is kept at once, so that a crash of a short run does not
    // lose all that was paid for.
    long lastCheckpoint = System.nanoTime() - CHECKPOINT_NANOS;
    while (left() > 0 && !stop.requested()) {
      long window = Math.min(plan.spec().training().ledgerWindow(), left());
      charge(window);
      for (long i = 0; i < window && !stop.requested(); i++) {
        optimizer.step(
            parameters,
            steps.next(finite(parameters, narrow)),
            plan.spec().privacy().expectedBatch(),
            stepsDone + 1);
        stepsDone++;
        listener.onStep(
            new StepEvent(stepsDone, plan.spec().training().steps(), charges.charged()));
      }
      if (left() == 0
          || stop.requested()
          || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS) {
        checkpoint.ifPresent(kept -> kept.write(state()));
        lastCheckpoint = System.nanoTime();
      }
    }
    return left() == 0;
  }

  /** At most the planned steps minus those the model has taken, and minus those charged. */
  private long left() {
    return Math.min(plan.spec().training().steps() - stepsDone, charges.left());
  }

  TrainedModel model(ModelStatus status) {
    TrainingSpec spec = plan.spec();
    return new TrainedModel(
        spec.data().features(),
        spec.data().label(),
        spec.model(),
        status,
        finite(parameters, new float[parameters.length]));
  }

  long stepsDone() {
    return stepsDone;
  }

  /** A refused charge ends the process's part of the run: what was paid for is kept first. */
  private void charge(long window) {
    try {
      charges.charge(window);
    } catch (RuntimeException refused) {
      checkpoint.ifPresent(kept -> kept.write(state()));
      throw refused;
    }
  }

  private TrainingState state() {
    return new TrainingState(
        stepsDone,
        parameters,
        optimizer.state(),
        clip.map(AdaptiveClip::norm).orElse(plan.spec().privacy().clippingNorm()));
  }

  /** What the engine and the model hold. The parameters are post-processing of noised sums. */
  private float[] finite(double[] values, float[] narrow) {
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    if (!FiniteValues.all(narrow)) {
      throw new TrainingDivergedException(stepsDone);
    }
    return narrow;
  }
}
