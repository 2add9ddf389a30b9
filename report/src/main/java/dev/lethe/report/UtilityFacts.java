package dev.lethe.report;

import java.util.List;

/**
 * How good the model is, and at whose expense that was measured.
 *
 * @param evaluation {@code public}, {@code charged}, {@code unprotected} or {@code none}
 * @param metrics the figures; empty for {@code none}
 * @param note how they were measured
 */
public record UtilityFacts(String evaluation, List<Metric> metrics, String note) {
  private static final List<String> MODES = List.of("public", "charged", "unprotected", "none");

  public UtilityFacts {
    if (!MODES.contains(evaluation)) {
      throw new IllegalArgumentException(
          "evaluation must be one of " + MODES + ", got " + evaluation);
    }
    metrics = List.copyOf(metrics);
    if (evaluation.equals("none") && !metrics.isEmpty()) {
      throw new IllegalArgumentException("evaluation none cannot come with metrics");
    }
  }

  /**
   * One figure.
   *
   * @param name for example {@code auc}
   * @param value finite
   */
  public record Metric(String name, double value) {
    public Metric {
      Require.text("name", name);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " must be finite, got " + value);
      }
    }
  }
}
