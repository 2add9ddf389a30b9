package dev.lethe.training;

/**
 * Training stopped because it was asked to; its checkpoint is on disk, and the partial model is
 * covered by the steps charged so far.
 */
public final class InterruptedTrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TrainingResult partial;

  InterruptedTrainingException(TrainingResult partial) {
    super(
        "interrupted after "
            + partial.stepsDone()
            + " of "
            + partial.stepsPlanned()
            + " steps; run again with --resume to go on");
    this.partial = partial;
  }

  /** The partial model and the constants it was made with. */
  public TrainingResult partial() {
    return partial;
  }
}
