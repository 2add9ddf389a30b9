package dev.lethe.cli;

import dev.lethe.training.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While one of these is open, Ctrl-C or a polite kill stops training after its current step and
 * leaves time to write the checkpoint; then the process exits with 130.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final CountDownLatch WRITTEN_OUT = new CountDownLatch(1);

  private final StopSignal signal = new StopSignal();
  private final Thread hook = new Thread(this::stopAndWait, "lethe-interruption");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  StopSignal signal() {
    return signal;
  }

  /** Called once the command has printed all it has to say. */
  static void everythingIsWrittenOut() {
    WRITTEN_OUT.countDown();
  }

  private void stopAndWait() {
    signal.request();
    try {
      if (WRITTEN_OUT.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running: it waits for the command to finish.
      return;
    }
  }
}
