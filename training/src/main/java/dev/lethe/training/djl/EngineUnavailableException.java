package dev.lethe.training.djl;

/** The tensor engine's native library could not be loaded, or must not be trusted here. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed and what to do
   */
  public EngineUnavailableException(String message) {
    super(message);
  }

  /**
   * @param message what failed and what to do
   * @param cause the engine's own failure
   */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
