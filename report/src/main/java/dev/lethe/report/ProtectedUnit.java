package dev.lethe.report;

/**
 * Whom the guarantee is for.
 *
 * @param noun what a reader calls one unit, for example {@code patient}
 * @param unit the ledger's tag of the unit, {@code row} or {@code column:NAME}
 * @param relation tag of the neighbouring relation
 * @param maxContributions most records of one unit that enter training
 * @param population public number of units in training
 */
public record ProtectedUnit(
    String noun, String unit, String relation, int maxContributions, long population) {
  public ProtectedUnit {
    Require.text("noun", noun);
    Require.text("unit", unit);
    Require.text("relation", relation);
    Require.atLeast("maxContributions", maxContributions, 1);
    Require.atLeast("population", population, 1);
  }

  /** The noun for prose, without what a writer added in brackets. */
  String plainNoun() {
    String plain = noun.replaceFirst("\\s*\\(.*", "");
    return plain.isBlank() ? noun : plain.equals("row") ? "record" : plain;
  }

  /** Whether a unit is a single record rather than someone who has records. */
  boolean isRecord() {
    return unit.equals("row");
  }
}
