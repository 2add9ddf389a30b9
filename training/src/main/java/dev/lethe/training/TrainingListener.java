package dev.lethe.training;

/** Is told of progress on the training thread; it should return at once. */
@FunctionalInterface
public interface TrainingListener {

  /** A step was taken and its result is part of the model. */
  void onStep(StepEvent event);

  /** Hears nothing. */
  static TrainingListener silent() {
    return event -> {};
  }
}
