package dev.lethe.privacy.ledger;

/** There is no ledger for this dataset id. */
public final class LedgerNotFoundException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerNotFoundException(String message) {
    super(message);
  }
}
