package dev.lethe.spec;

/** What happens to a value outside a public vocabulary. */
public enum UnknownCategoryPolicy {
  /** It is encoded as out-of-vocabulary. */
  OUT_OF_VOCABULARY("out-of-vocabulary"),
  /** The run is refused, with file and line on the operator's terminal only. */
  REFUSE("refuse");

  private final String tag;

  UnknownCategoryPolicy(String tag) {
    this.tag = tag;
  }

  /** The name used in specs. */
  public String tag() {
    return tag;
  }
}
