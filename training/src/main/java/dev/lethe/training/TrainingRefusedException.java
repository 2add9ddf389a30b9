package dev.lethe.training;

/** The data do not fit what the plan declares as public; nothing was released or charged. */
public final class TrainingRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingRefusedException(String message) {
    super(message);
  }
}
