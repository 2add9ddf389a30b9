package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import java.nio.file.Path;
import java.util.List;

/** What the ledger's tests have in common. */
final class Ledgers {
  static final Population PATIENTS =
      new Population("patients", "column:patient_nbr", NeighbouringRelation.ADD_OR_REMOVE_ONE);
  static final GrantTerms GRANT = new GrantTerms(4, 1e-5);
  static final PrivacyEvent STEP = new PoissonSampled(0.02, new Gaussian(1.1));
  static final String TRAINING = "training";
  static final String PLAN = "ab".repeat(32);

  private Ledgers() {}

  static LedgerPaths paths(Path root) {
    return new LedgerPaths(root.resolve("ledger"), root.resolve("witness"));
  }

  static RunTerms run(String id, long steps) {
    return run(id, STEP, steps, 0);
  }

  /** A run that does nothing but train. */
  static RunTerms run(String id, PrivacyEvent step, long steps, double deltaReserved) {
    return new RunTerms(id, PLAN, List.of(new RunPart(TRAINING, step, steps)), deltaReserved);
  }

  static PrivacyLedger granted(LedgerPaths paths) {
    PrivacyLedger ledger = PrivacyLedger.open(paths, PATIENTS);
    if (ledger.grant().isEmpty()) {
      ledger.grant(GRANT);
    }
    return ledger;
  }
}
