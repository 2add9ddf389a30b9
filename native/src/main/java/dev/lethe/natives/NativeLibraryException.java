package dev.lethe.natives;

import org.jspecify.annotations.Nullable;

/** The native library cannot be used here; the message says why and what to do about it. */
public final class NativeLibraryException extends RuntimeException {

  /** Why the library cannot be used. */
  public enum Reason {
    /** No library is packaged for this machine. */
    WRONG_PLATFORM,
    /** This build holds no library. */
    MISSING,
    /** The library is not the one that was built. */
    DAMAGED,
    /** The library is there but could not be written to the cache or loaded. */
    UNLOADABLE
  }

  private final Reason reason;

  NativeLibraryException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The same once more, with the stack of the call that met it. */
  NativeLibraryException(NativeLibraryException first) {
    super(first.getMessage(), first);
    this.reason = first.reason;
  }

  /** Why the library cannot be used. */
  public Reason reason() {
    return reason;
  }
}
