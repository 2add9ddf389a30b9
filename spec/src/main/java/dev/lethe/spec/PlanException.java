package dev.lethe.spec;

import java.util.List;

/**
 * A valid spec asks for a run that has no sound meaning or that its budget cannot pay; carries
 * every reason found, with the numbers.
 */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<SpecProblem> problems;

  public PlanException(List<SpecProblem> problems) {
    super(ProblemText.of("plan", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, at least one. */
  public List<SpecProblem> problems() {
    return problems;
  }
}
