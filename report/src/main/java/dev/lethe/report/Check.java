package dev.lethe.report;

/**
 * The outcome of one check, with its reason.
 *
 * @param name stable id, for example {@code epsilon-recomputed}
 * @param status passed, failed, or not checked
 * @param reason in words, with the figures compared
 */
public record Check(String name, Status status, String reason) {

  /** What came out; what could not be checked is never passed. */
  public enum Status {
    PASSED("passed"),
    FAILED("failed"),
    NOT_CHECKED("notChecked");

    private final String tag;

    Status(String tag) {
      this.tag = tag;
    }

    /** The name used in JSON. */
    public String tag() {
      return tag;
    }
  }
}
