package dev.lethe.crypto;

/**
 * Something that was presented as authentic is not, or cannot be shown to be: nothing of its
 * content may be used. The message says which check failed and what to do; the command line exits
 * with 4.
 */
public abstract class VerificationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected VerificationException(String message) {
    super(message);
  }
}
