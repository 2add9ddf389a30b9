package dev.lethe.privacy.ledger;

/** The grant's last day is over; nothing was charged, and nothing more can be. */
public final class BudgetExpiredException extends LedgerException {
  private static final long serialVersionUID = 1L;

  BudgetExpiredException(String message) {
    super(message);
  }
}
