package dev.lethe.spec;

/** How utility is measured; the report prints it. */
public enum EvaluationMode {
  /** The held-out records are declared public. */
  PUBLIC("public"),
  /** Measured on private people under the budget. */
  CHARGED("charged"),
  /** Measured on private people, outside the guarantee. */
  UNPROTECTED("unprotected"),
  NONE("none");

  private final String tag;

  EvaluationMode(String tag) {
    this.tag = tag;
  }

  /** The name used in specs and reports. */
  public String tag() {
    return tag;
  }
}
