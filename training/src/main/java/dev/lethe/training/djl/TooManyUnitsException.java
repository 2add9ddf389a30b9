package dev.lethe.training.djl;

/**
 * A step sampled more units than the float error bound covers; nothing of it was released. The
 * message carries no count, because the count is private.
 */
public final class TooManyUnitsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyUnitsException() {
    super(
        "a step sampled more units than four times the declared expected batch plus 4096; nothing of"
            + " it was released. The declared population is far below the real one: correct"
            + " data.population");
  }
}
