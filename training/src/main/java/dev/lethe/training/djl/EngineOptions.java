package dev.lethe.training.djl;

import java.nio.file.Path;

/**
 * How the engine starts; the first start in a process decides.
 *
 * @param cacheDir where the native libraries are extracted once, so that later starts are quick
 * @param threads threads inside one operation, at least 1
 */
public record EngineOptions(Path cacheDir, int threads) {
  public EngineOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("the engine needs at least one thread, got " + threads);
    }
  }

  /**
   * Threads that pay off for a model of this size: one below about 64 million multiplications a
   * step, where waking the others costs more than they save.
   *
   * @param parameters trained parameters
   * @param expectedBatch expected units a step
   */
  public static int sensibleThreads(long parameters, double expectedBatch) {
    boolean large = parameters * expectedBatch > (1 << 26);
    return large ? Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors())) : 1;
  }
}
