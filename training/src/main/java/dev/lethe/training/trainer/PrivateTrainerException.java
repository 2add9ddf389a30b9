package dev.lethe.training.trainer;

/** What a DJL program asks for cannot be done privately; says what and what to do instead. */
public final class PrivateTrainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PrivateTrainerException(String problem, String remedy) {
    super(problem + ". " + remedy);
  }
}
