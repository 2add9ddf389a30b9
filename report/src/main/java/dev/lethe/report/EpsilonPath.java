package dev.lethe.report;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerTamperedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the run's epsilon grew, recomputed from the embedded ledger at the delta given to the
 * accountant.
 *
 * @param steps from zero to all charged steps
 * @param epsilons the bound after so many steps, zero for none
 */
record EpsilonPath(List<Double> steps, List<Double> epsilons) {
  private static final int POINTS = 40;

  /** The path; empty if the ledger range does not hold or its accountant is not known here. */
  static Optional<EpsilonPath> of(EpsilonStatement statement) {
    double delta = statement.claim().item(PrivacyClaim.ACCOUNTANT);
    Optional<PrivacyAccountant> accountant = Accountants.named(statement.accounting().accountant());
    if (accountant.isEmpty() || !(delta > 0 && delta < 1)) {
      return Optional.empty();
    }
    try {
      LedgerEvidence evidence =
          LedgerEvidence.of(new LedgerRange(statement.ledger(), statement.budget().headHash()));
      return Optional.of(path(evidence, accountant.get(), delta));
    } catch (LedgerTamperedException | UnsupportedEventException e) {
      return Optional.empty();
    }
  }

  private static EpsilonPath path(
      LedgerEvidence evidence, PrivacyAccountant accountant, double delta) {
    ChargedPart part = evidence.ledger().parts().get(0);
    long charged = part.charged();
    List<Double> steps = new ArrayList<>(List.of(0.0));
    List<Double> epsilons = new ArrayList<>(List.of(0.0));
    long last = 0;
    for (int i = 1; i <= POINTS; i++) {
      // Early steps change most: place the points densely there.
      long at = Math.round((double) charged * i * i / (POINTS * POINTS));
      if (at > last) {
        steps.add((double) at);
        epsilons.add(
            evidence.epsilon(accountant, delta, List.of(new ChargedPart(part.part(), at))));
        last = at;
      }
    }
    return new EpsilonPath(steps, epsilons);
  }
}
