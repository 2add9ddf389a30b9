package dev.lethe.report;

/**
 * A thing that a statement is about.
 *
 * @param name for example {@code model}
 * @param sha256 its digest in hex
 */
public record Subject(String name, String sha256) {
  /** The released model, by the digest of its manifest. */
  public static final String MODEL = "model";

  /** The spec, by the digest of its canonical JSON. */
  public static final String SPEC = "spec";

  public Subject {
    Require.text("name", name);
    Require.sha256("sha256", sha256);
  }
}
