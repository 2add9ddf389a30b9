package dev.lethe.spec;

import java.nio.file.Path;

/** Reads the reports of private profiles, and hands back only what it has verified. */
@FunctionalInterface
public interface ProfileReader {
  /**
   * What a verified, trusted profile released about columns.
   *
   * @param report the file
   * @throws ProfileException if there is none, or it is not to be trusted
   */
  ProfiledFeatures read(Path report);

  /** Refuses every profile, where there is nothing to verify one with. */
  static ProfileReader none() {
    return report -> {
      throw new ProfileException(
          "a profile is not read here", "use the command lethe, which verifies its report");
    };
  }
}
