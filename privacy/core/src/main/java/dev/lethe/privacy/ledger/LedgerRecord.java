package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a ledger.
 *
 * @param version of the form it is written in; a ledger that an earlier version began goes on
 * @param index 0 for the first
 * @param prev SHA-256 in hex of the line before; 64 zeros for the first
 * @param time by the writer's clock, to the second; of what may follow a run's start only the UTC
 *     day, for the time that steps take is private. It informs; nothing but a grant's expiry
 *     depends on it
 * @param body what happened
 * @param after what is spent once it happened; present from the grant on
 */
record LedgerRecord(
    int version, long index, String prev, Instant time, Body body, Optional<Spend> after) {
  static final int VERSION = 2;

  /** Its runs had one part only, training. */
  static final int ONE_PART_VERSION = 1;

  static final String NO_PREV = "0".repeat(64);

  /**
   * Cumulative cost of all runs.
   *
   * @param epsilonSpent under the grant's filter
   * @param deltaReserved of the grant's reserve, failure deltas included
   * @param rdp summed Renyi divergence at each of the grant's orders
   */
  record Spend(double epsilonSpent, double deltaReserved, List<Double> rdp) {
    Spend {
      rdp = List.copyOf(rdp);
    }

    double[] divergences() {
      return rdp.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** The closed choice of what can happen to a ledger. */
  sealed interface Body
      permits Open, Granted, RunStart, Charge, RunResume, RunEnd, WitnessRenewed {}

  /** The population is fixed; the nonce tells apart two ledgers opened in the same second. */
  record Open(Population population, String nonce) implements Body {}

  record Granted(GrantFilter filter, GrantDetails details) implements Body {}

  /**
   * A run begins.
   *
   * @param grantHash SHA-256 in hex of the grant's line: it ties opening and grant to a range that
   *     leaves out the runs in between
   * @param costs of each part once, at the grant's orders, as charged
   * @param accountant name and version of what computed it
   */
  record RunStart(RunTerms terms, String grantHash, List<PartPricing.Cost> costs, String accountant)
      implements Body {
    RunStart {
      costs = List.copyOf(costs);
    }

    /** What the part of this name costs once. */
    PartPricing.Cost cost(String part) {
      for (int i = 0; i < costs.size(); i++) {
        if (terms.parts().get(i).name().equals(part)) {
          return costs.get(i);
        }
      }
      throw new IllegalArgumentException("the run has no part '" + part + "'");
    }
  }

  /** A part of the open run, charged before it is done; with the part's total so far. */
  record Charge(String runId, String part, long count, long charged) implements Body {}

  /** The run goes on, with so many charges left over all its parts. */
  record RunResume(String runId, long chargesLeft) implements Body {}

  record RunEnd(String runId, RunStatus status) implements Body {}

  /** The operator declared the witness lost; from here on a new one watches. */
  record WitnessRenewed() implements Body {}
}
