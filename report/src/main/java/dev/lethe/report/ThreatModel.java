package dev.lethe.report;

import java.util.List;

/**
 * Against whom the guarantee holds.
 *
 * @param adversary who it holds against
 * @param assumptions what it rests on, one sentence each
 * @param ledgerAnchor who besides the operator could notice a rolled-back ledger
 */
public record ThreatModel(String adversary, List<String> assumptions, String ledgerAnchor) {
  public ThreatModel {
    Require.text("adversary", adversary);
    assumptions = List.copyOf(assumptions);
    Require.text("ledgerAnchor", ledgerAnchor);
  }
}
