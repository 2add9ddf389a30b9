package dev.lethe.privacy.ledger;

/** What was asked does not belong to this ledger: another unit, relation, plan or run. */
public final class LedgerMismatchException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerMismatchException(String message) {
    super(message);
  }
}
