package dev.lethe.spec;

import dev.lethe.spec.SpecTree.Place;
import java.util.List;

/** A valid spec that still knows the line each of its keys was read from. */
public final class LocatedSpec {
  private final TrainingSpec spec;
  private final SpecTree tree;

  LocatedSpec(TrainingSpec spec, SpecTree tree) {
    this.spec = spec;
    this.tree = tree;
  }

  /** The spec. */
  public TrainingSpec spec() {
    return spec;
  }

  /** The same problems, each with the place of the key it names. */
  public List<SpecProblem> locate(List<SpecProblem> problems) {
    return problems.stream().map(this::locate).toList();
  }

  private SpecProblem locate(SpecProblem problem) {
    SpecPath path = SpecPath.parse(problem.path()).orElse(SpecPath.ROOT);
    Place place = tree.placeOfValue(path);
    return new SpecProblem(
        place.file(),
        place.line(),
        place.column(),
        problem.path(),
        problem.message(),
        problem.remedy());
  }
}
