package dev.lethe.spec;

/** What the trials of a search are compared by, on held-out people and with noise. */
public enum ScoreMetric {
  /** Share of right answers, each unit's records counting one together. */
  ACCURACY("accuracy"),
  /** One minus half the squared distance of the probabilities from the truth: a proper score. */
  BRIER("brier"),
  /** Area under the receiver operating characteristic, from noisy histograms; binary labels. */
  AUC("auc");

  private final String tag;

  ScoreMetric(String tag) {
    this.tag = tag;
  }

  /** The name used in specs and reports. */
  public String tag() {
    return tag;
  }
}
