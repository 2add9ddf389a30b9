package dev.lethe.spec;

import dev.lethe.spec.SpecTree.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems of one tree, at most one for a place, and sorts them by line. */
final class Problems {
  private static final int MOST = 200;

  private final SpecTree tree;
  private final List<SpecProblem> found = new ArrayList<>();
  private final Set<SpecPath> taken = new HashSet<>();

  Problems(SpecTree tree) {
    this.tree = tree;
    found.addAll(tree.early());
  }

  /** A problem with the value at a path; ignored where the path already has one. */
  void value(SpecPath path, String message, String remedy) {
    if (taken.add(path)) {
      add(path, tree.placeOfValue(path), message, remedy);
    }
  }

  /** A problem with the key itself; ignored where the path already has one. */
  void key(SpecPath path, String message, String remedy) {
    if (taken.add(path)) {
      add(path, tree.placeOfKey(path), message, remedy);
    }
  }

  private void add(SpecPath path, Place place, String message, String remedy) {
    String shown = ProblemText.path(path);
    found.add(new SpecProblem(place.file(), place.line(), place.column(), shown, message, remedy));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** By line and column; overrides, which have no line, come last. */
  List<SpecProblem> sorted() {
    Comparator<SpecProblem> order =
        Comparator.<SpecProblem>comparingInt(p -> p.line() == 0 ? Integer.MAX_VALUE : p.line())
            .thenComparingInt(SpecProblem::column)
            .thenComparing(SpecProblem::path);
    return found.stream().sorted(order).limit(MOST).toList();
  }
}
