package dev.lethe.privacy.ledger;

/** Another writer holds this ledger; nothing was read or changed. */
public final class LedgerBusyException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerBusyException(String message) {
    super(message);
  }
}
