package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.util.regex.Pattern;

/**
 * The people a budget protects, fixed when their ledger is opened: one dataset id, one meaning of a
 * privacy unit, one neighbouring relation.
 *
 * @param datasetId the declared id, {@code [a-z0-9][a-z0-9._-]{0,127}}
 * @param unit what one privacy unit is, for example {@code row} or {@code column:patient_nbr}
 * @param relation how two neighbouring data sets differ
 */
public record Population(String datasetId, String unit, NeighbouringRelation relation) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

  public Population {
    checkDatasetId(datasetId);
    if (unit.isBlank()
        || unit.length() > 256
        || unit.chars().anyMatch(Character::isISOControl)
        || !CanonicalWriter.isUnicode(unit)) {
      throw new IllegalArgumentException(
          "a privacy unit is named by 1 to 256 printable characters");
    }
  }

  static void checkDatasetId(String datasetId) {
    if (!ID.matcher(datasetId).matches()) {
      throw new IllegalArgumentException(
          "a dataset id is 1 to 128 of a-z 0-9 . _ - and starts with a letter or digit, got '"
              + datasetId
              + "'");
    }
  }
}
