package dev.lethe.training;

/** Whether a model has taken all the steps of its plan. */
public enum ModelStatus {
  COMPLETE("complete"),
  /** Training was interrupted; the model is released as it was. */
  PARTIAL("partial");

  private final String tag;

  ModelStatus(String tag) {
    this.tag = tag;
  }

  /** The name used in manifests. */
  public String tag() {
    return tag;
  }
}
