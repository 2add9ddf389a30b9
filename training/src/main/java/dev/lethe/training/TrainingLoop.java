package dev.lethe.training;

import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.djl.Network;
import java.time.Duration;

/** Charges a window, takes its steps, keeps a checkpoint; in this order, until nothing is left. */
final class TrainingLoop {
  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(5).toNanos();

  private final TrainingPlan plan;
  private final LedgerRun run;
  private final Checkpoint checkpoint;
  private final Optimizer optimizer;
  private final double[] parameters;
  private long stepsDone;

  TrainingLoop(TrainingPlan plan, Network network, LedgerRun run, Checkpoint checkpoint) {
    this.plan = plan;
    this.run = run;
    this.checkpoint = checkpoint;
    this.optimizer = Optimizer.of(plan.spec().optimizer(), network.dimension());
    this.parameters = network.initialParameters();
    checkpoint.read(parameters.length, optimizer.state().length).ifPresent(this::resume);
  }

  private void resume(TrainingState state) {
    if (state.stepsDone() > run.charged(PlanPart.TRAINING)) {
      throw new CheckpointException(
          "the checkpoint "
              + checkpoint.file()
              + " has taken more steps than the ledger has charged: the ledger is an older copy."
              + " Restore the ledger; if it is lost, this checkpoint must not be used");
    }
    System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
    optimizer.restore(state.optimizer());
    stepsDone = state.stepsDone();
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
            parameters, steps.next(finite(parameters)), plan.spec().privacy().expectedBatch());
        stepsDone++;
        listener.onStep(
            new StepEvent(
                stepsDone, plan.spec().training().steps(), run.charged(PlanPart.TRAINING)));
      }
      if (left() == 0
          || stop.requested()
          || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS) {
        checkpoint.write(state());
        lastCheckpoint = System.nanoTime();
      }
    }
    return left() == 0;
  }

  /** At most the planned steps minus those the model has taken, and minus those charged. */
  private long left() {
    return Math.min(plan.spec().training().steps() - stepsDone, run.chargesLeft(PlanPart.TRAINING));
  }

  TrainedModel model(ModelStatus status) {
    TrainingSpec spec = plan.spec();
    return new TrainedModel(
        spec.data().features(), spec.data().label(), spec.model(), status, finite(parameters));
  }

  long stepsDone() {
    return stepsDone;
  }

  /** A refused charge ends the process's part of the run: what was paid for is kept first. */
  private void charge(long window) {
    try {
      run.charge(PlanPart.TRAINING, window);
    } catch (RuntimeException refused) {
      checkpoint.write(state());
      throw refused;
    }
  }

  private TrainingState state() {
    return new TrainingState(stepsDone, parameters, optimizer.state());
  }

  /** What the engine and the model hold. The parameters are post-processing of noised sums. */
  private float[] finite(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
      if (!Float.isFinite(narrow[i])) {
        throw new TrainingDivergedException(stepsDone);
      }
    }
    return narrow;
  }
}
