package dev.lethe.data;

import dev.lethe.privacy.sampling.UnitHash;
import java.nio.charset.StandardCharsets;

/** The keyed hashes that units and rows are known by, each under a key of its own. */
final class UnitHashes {
  private final UnitHash unit;
  private final UnitHash row;
  private final UnitHash kept;

  UnitHashes(DatasetKeys keys) {
    this.unit = keys.hash("unit");
    this.row = keys.hash("row");
    this.kept = keys.hash("kept");
  }

  /** The id of the unit that a column's value names. */
  Id unit(String value) {
    return Id.of(unit.hash(UnitText.normalise(value).getBytes(StandardCharsets.UTF_8)));
  }

  /** What equal rows share, where each row is a unit. */
  Id row(byte[] content) {
    return Id.of(row.hash(content));
  }

  /** The rank of a row among its unit's rows; the lowest are kept. */
  Id kept(byte[] content) {
    return Id.of(kept.hash(content));
  }
}
