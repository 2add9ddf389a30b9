package dev.lethe.spec;

/** A profile that cannot be used; the message says why, the remedy what to do. */
public final class ProfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String remedy;

  /**
   * @param message what is wrong
   * @param remedy what to do
   */
  public ProfileException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
