package dev.lethe.cli;

import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.spec.BudgetGrant;
import java.util.Optional;

/** The budget that the first run of a dataset id grants by its spec. */
final class FirstGrant {
  private FirstGrant() {}

  /** Grants what the spec says where nothing was granted before. */
  static void ensure(PrivacyLedger ledger, Optional<BudgetGrant> spec, String datasetId) {
    if (ledger.grant().isPresent()) {
      return;
    }
    BudgetGrant grant =
        spec.orElseThrow(
            () ->
                new CommandException(
                    ExitCode.REFUSED,
                    "no budget was granted to the dataset id '"
                        + datasetId
                        + "': add budget: { grant: { epsilon: .., delta: .. } } to the spec, or run"
                        + " lethe budget grant"));
    ledger.grant(new GrantTerms(grant.epsilon(), grant.delta()), grant.details());
  }
}
