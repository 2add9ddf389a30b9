package dev.lethe.report;

import java.util.List;

/**
 * What a part of a run released; what it cost is the ledger's to say.
 *
 * @param part the part's name
 * @param released in words
 * @param values the values, where there are any
 */
public record PartRelease(String part, String released, List<ReleasedValue> values) {
  public PartRelease {
    Require.text("released", released);
    values = List.copyOf(values);
  }
}
