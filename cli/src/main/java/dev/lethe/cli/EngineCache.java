package dev.lethe.cli;

import java.nio.file.Path;

/**
 * Where the training engine unpacks its native libraries: one place for all homes, for they are
 * large and public.
 */
final class EngineCache {
  private EngineCache() {}

  static Path folder() {
    String given = System.getenv("DJL_CACHE_DIR");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("lethe").resolve("engine");
  }
}
