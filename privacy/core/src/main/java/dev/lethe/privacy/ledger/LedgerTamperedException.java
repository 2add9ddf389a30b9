package dev.lethe.privacy.ledger;

/** The ledger is not the chain of records that Lethe wrote. */
public final class LedgerTamperedException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerTamperedException(String message) {
    super(message);
  }
}
