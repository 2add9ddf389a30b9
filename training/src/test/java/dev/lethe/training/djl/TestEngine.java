package dev.lethe.training.djl;

import java.nio.file.Path;

/** The engine that all tests of this module share. */
public final class TestEngine {
  private TestEngine() {}

  public static DjlEngine get() {
    return DjlEngine.start(new EngineOptions(Path.of("target", "engine-cache"), 1));
  }
}
