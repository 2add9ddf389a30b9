package dev.lethe.privacy.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * Says which two data sets an epsilon tells apart: they differ in one privacy unit, in this way.
 */
public enum NeighbouringRelation {
  ADD_OR_REMOVE_ONE("add-or-remove-one"),
  REPLACE_ONE("replace-one"),
  ZERO_OUT("zero-out");

  private final String tag;

  NeighbouringRelation(String tag) {
    this.tag = tag;
  }

  /** The name used in specs, ledgers and reports. */
  public String tag() {
    return tag;
  }

  /** The relation with this tag, if there is one. */
  public static Optional<NeighbouringRelation> fromTag(String tag) {
    return Arrays.stream(values()).filter(r -> r.tag.equals(tag)).findFirst();
  }
}
