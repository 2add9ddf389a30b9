package dev.lethe.spec;

/** Whose privacy is protected: all records of one unit are one contribution. */
public sealed interface UnitSpec {

  /** Most records that one unit contributes. */
  int maxContributions();

  /** A short name for ledgers and reports, {@code row} or {@code column:NAME}. */
  String tag();

  /** Each row is a person of its own. */
  record Row() implements UnitSpec {
    @Override
    public int maxContributions() {
      return 1;
    }

    @Override
    public String tag() {
      return "row";
    }
  }

  /**
   * Rows that share the column's normalised value are one unit.
   *
   * @param column the column that names the person
   * @param maxContributions most records kept of one person, at least 1
   */
  record Column(String column, int maxContributions) implements UnitSpec {
    @Override
    public String tag() {
      return "column:" + column;
    }
  }
}
