package dev.lethe.report;

import java.util.List;

/**
 * What left the trainer, and what the guarantee does not cover.
 *
 * @param released every released artefact
 * @param notProtected what is outside the guarantee, one sentence each
 */
public record ReleaseFacts(List<Release> released, List<String> notProtected) {
  public ReleaseFacts {
    released = List.copyOf(released);
    notProtected = List.copyOf(notProtected);
  }

  /**
   * One released artefact.
   *
   * @param artefact what it is
   * @param basis why it may be released: {@code charged}, {@code public} or {@code unprotected}
   * @param note in words
   */
  public record Release(String artefact, String basis, String note) {
    private static final List<String> BASES = List.of("charged", "public", "unprotected");

    public Release {
      Require.text("artefact", artefact);
      if (!BASES.contains(basis)) {
        throw new IllegalArgumentException("basis must be one of " + BASES + ", got " + basis);
      }
    }
  }
}
