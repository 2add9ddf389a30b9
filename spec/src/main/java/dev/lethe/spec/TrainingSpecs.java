package dev.lethe.spec;

import java.util.List;

/** Specs in code, held to the same rules as spec files. */
public final class TrainingSpecs {
  private TrainingSpecs() {}

  /** An empty builder. */
  public static TrainingSpecBuilder builder() {
    return new TrainingSpecBuilder();
  }

  /** Everything that is wrong with a spec that was put together from records; empty if nothing. */
  public static List<SpecProblem> problems(TrainingSpec spec) {
    return SpecReader.problems(SpecTree.of(SpecWriter.json(spec)));
  }
}
