package dev.lethe.spec;

/** The law of a search's number of trials. */
public enum TrialLaw {
  GEOMETRIC("geometric"),
  /** Many searches run one trial, and a few run many: the cheapest for its mean. */
  LOGARITHMIC("logarithmic"),
  /** The truncated negative binomial law of a declared shape. */
  NEGATIVE_BINOMIAL("negative-binomial"),
  /** With no trial at all nothing is released. */
  POISSON("poisson");

  private final String tag;

  TrialLaw(String tag) {
    this.tag = tag;
  }

  /** The name used in specs. */
  public String tag() {
    return tag;
  }
}
