package dev.lethe.natives;

import org.jspecify.annotations.Nullable;

/**
 * What the native side reports when a call fails, with its own variant and text unchanged.
 *
 * <p>Native code constructs it by name. The packages that wrap externs turn it into an exception of
 * their own.
 */
public final class NativeException extends RuntimeException {

  private final String variant;

  /**
   * A failure of a native call.
   *
   * @param variant the native library's own name for the kind of failure
   * @param message the native library's own text
   * @param cause what a Java callback threw, where that is why the call failed
   */
  public NativeException(String variant, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.variant = variant;
  }

  /** The native library's own name for the kind of failure. */
  public String variant() {
    return variant;
  }

  /** The native library's own text. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
