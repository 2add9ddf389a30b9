package dev.lethe.privacy.noise;

import dev.lethe.privacy.mechanism.NoiseSource;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gives out each draw of another source at most once, having drawn the next vector on a thread of
 * its own while the caller works, so that the time that drawing takes has nothing to do with the
 * caller's data.
 *
 * <p>It keeps one vector, of the length and the standard deviation of the last call. A call that
 * wants another is served afresh, and the vector in store is wiped, never rescaled or reused.
 */
final class AheadOfTimeNoise implements NoiseSource {
  private final NoiseSource source;
  private final ExecutorService drawer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lethe-noise");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Store next;
  private boolean closed;

  /**
   * A vector that is being drawn.
   *
   * @param drawn ends once all of it is there
   */
  private record Store(double standardDeviation, long[] values, Future<?> drawn) {

    boolean serves(double wanted, int length) {
      return wanted == standardDeviation && length == values.length;
    }

    void wipe() {
      Arrays.fill(values, 0);
    }
  }

  /**
   * @param source what draws; ownership passes to this object
   */
  AheadOfTimeNoise(NoiseSource source) {
    this.source = source;
  }

  @Override
  public synchronized void fillRoundedGaussian(double standardDeviation, long[] out) {
    if (closed) {
      throw new IllegalStateException("this source of noise is closed");
    }
    Store store = next;
    next = null;
    if (store != null) {
      await(store);
    }
    if (store != null && store.serves(standardDeviation, out.length)) {
      System.arraycopy(store.values, 0, out, 0, out.length);
      drawNext(standardDeviation, store.values);
    } else {
      if (store != null) {
        store.wipe();
      }
      source.fillRoundedGaussian(standardDeviation, out);
      drawNext(standardDeviation, new long[out.length]);
    }
  }

  /** Overwrites the whole of an array that was given out, or is new. */
  private void drawNext(double standardDeviation, long[] values) {
    next =
        new Store(
            standardDeviation,
            values,
            drawer.submit(() -> source.fillRoundedGaussian(standardDeviation, values)));
  }

  /** Waits until the source is idle again; an interrupt stays pending. */
  private static void await(Store store) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          store.drawn.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      store.wipe();
      throw new IllegalStateException("noise could not be drawn ahead", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public double distancePerValue() {
    return source.distancePerValue();
  }

  @Override
  public String description() {
    return source.description() + ", drawn ahead";
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Store store = next;
    next = null;
    try {
      if (store != null) {
        await(store);
        store.wipe();
      }
    } finally {
      drawer.shutdown();
      source.close();
    }
  }
}
