package dev.lethe.spec;

import java.util.List;

/** A spec is not valid; carries every problem found, sorted by line, and never just the first. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<SpecProblem> problems;

  public SpecException(List<SpecProblem> problems) {
    super(ProblemText.of("spec", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, at least one. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
