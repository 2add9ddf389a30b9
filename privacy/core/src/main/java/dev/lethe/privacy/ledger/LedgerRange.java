package dev.lethe.privacy.ledger;

import java.util.List;

/**
 * The ledger's exact lines about one run: opening, grant, and everything from the run's start (or
 * that of an earlier run it builds on) to the head, so that a report can carry them and {@link
 * LedgerChain} can recompute them.
 *
 * @param lines canonical JSON lines without their line feeds
 * @param headHash SHA-256 in hex of the last line
 */
public record LedgerRange(List<String> lines, String headHash) {
  public LedgerRange {
    lines = List.copyOf(lines);
  }
}
