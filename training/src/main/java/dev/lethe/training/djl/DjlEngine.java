package dev.lethe.training.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PyTorch engine that never reaches for the network: it loads the libraries on the class path or
 * none at all, and reports nothing home.
 */
public final class DjlEngine {
  private static final String NAME = "PyTorch";

  private final Engine engine;

  private DjlEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts the engine, or returns the one that this process already runs.
   *
   * @throws EngineUnavailableException if the native library cannot be extracted or loaded
   */
  public static synchronized DjlEngine start(EngineOptions options) {
    // The engine has no other door for these; it reads them once, while its classes load.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    setUnlessGiven("DJL_CACHE_DIR", options.cacheDir().toAbsolutePath().toString());
    setUnlessGiven("ENGINE_CACHE_DIR", options.cacheDir().toAbsolutePath().toString());
    setUnlessGiven("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
    setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
    setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
    ensureWritable(options.cacheDir());
    try {
      return new DjlEngine(Engine.getEngine(NAME));
    } catch (EngineException | LinkageError | IllegalArgumentException failure) {
      throw new EngineUnavailableException(
          "the PyTorch engine could not be loaded from "
              + options.cacheDir()
              + " ("
              + rootMessage(failure)
              + "). It needs a 64-bit x86 Linux with glibc and libstdc++, and about 500 MB there;"
              + " delete that folder and try again, or run `lethe doctor`",
          failure);
    }
  }

  /**
   * The engine of arrays that a program made before.
   *
   * @throws EngineUnavailableException if it is not PyTorch
   */
  public static DjlEngine of(Engine engine) {
    if (!engine.getEngineName().equals(NAME)) {
      throw new EngineUnavailableException(
          "the model runs on the engine "
              + engine.getEngineName()
              + "; make it with Model.newInstance(name, \"PyTorch\")");
    }
    return new DjlEngine(engine);
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void ensureWritable(Path cacheDir) {
    try {
      Files.createDirectories(cacheDir);
    } catch (IOException failure) {
      throw new EngineUnavailableException(
          "the engine's cache folder "
              + cacheDir
              + " cannot be created ("
              + failure.getMessage()
              + "); name a writable one with LETHE_HOME",
          failure);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  /** Engine and version, for the report. */
  public String description() {
    return NAME + " " + engine.getVersion() + " (CPU, fp32) through DJL " + Engine.getDjlVersion();
  }

  /** Threads inside one operation; the first start in this process decided. */
  public int threads() {
    return Integer.getInteger("ai.djl.pytorch.num_threads", 1);
  }

  Engine engine() {
    return engine;
  }

  NDManager newManager() {
    return engine.newBaseManager(Device.cpu());
  }
}
