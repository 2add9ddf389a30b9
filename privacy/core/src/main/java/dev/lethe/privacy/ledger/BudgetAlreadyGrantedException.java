package dev.lethe.privacy.ledger;

/** A dataset id gets its budget once, and this one has it. */
public final class BudgetAlreadyGrantedException extends LedgerException {
  private static final long serialVersionUID = 1L;

  BudgetAlreadyGrantedException(String message) {
    super(message);
  }
}
