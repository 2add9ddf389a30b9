package dev.lethe.training;

/** The optimizer left the range of numbers; the steps taken stay charged. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(long step) {
    super(
        "training diverged at step "
            + step
            + ": a parameter is not a finite number. Lower optimizer.learningRate; the steps taken"
            + " stay charged");
  }
}
