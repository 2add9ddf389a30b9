package dev.lethe.privacy.ledger;

/** The ledger lacks records that its witness has seen, or the witness itself is gone. */
public final class LedgerRolledBackException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerRolledBackException(String message) {
    super(message);
  }
}
