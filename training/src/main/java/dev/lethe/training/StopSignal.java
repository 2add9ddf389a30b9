package dev.lethe.training;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a running training to stop after its current step; may be raised from any thread. */
public final class StopSignal {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Raises the signal, for good. */
  public void request() {
    requested.set(true);
  }

  /** Whether it was raised. */
  public boolean requested() {
    return requested.get();
  }
}
