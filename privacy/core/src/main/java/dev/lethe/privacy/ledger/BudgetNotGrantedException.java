package dev.lethe.privacy.ledger;

/** No budget was granted for this dataset id yet. */
public final class BudgetNotGrantedException extends LedgerException {
  private static final long serialVersionUID = 1L;

  BudgetNotGrantedException(String message) {
    super(message);
  }
}
