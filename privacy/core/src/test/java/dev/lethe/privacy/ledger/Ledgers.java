package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import java.nio.file.Path;

/** What the ledger's tests have in common. */
final class Ledgers {
  static final Population PATIENTS =
      new Population("patients", "column:patient_nbr", NeighbouringRelation.ADD_OR_REMOVE_ONE);
  static final GrantTerms GRANT = new GrantTerms(4, 1e-5);
  static final PrivacyEvent STEP = new PoissonSampled(0.02, new Gaussian(1.1));
  static final String PLAN = "ab".repeat(32);

  private Ledgers() {}

  static LedgerPaths paths(Path root) {
    return new LedgerPaths(root.resolve("ledger"), root.resolve("witness"));
  }

  static RunTerms run(String id, long steps) {
    return new RunTerms(id, PLAN, STEP, steps, 0);
  }

  static PrivacyLedger granted(LedgerPaths paths) {
    PrivacyLedger ledger = PrivacyLedger.open(paths, PATIENTS);
    if (ledger.grant().isEmpty()) {
      ledger.grant(GRANT);
    }
    return ledger;
  }
}
