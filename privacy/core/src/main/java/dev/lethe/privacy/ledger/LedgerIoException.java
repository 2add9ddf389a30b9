package dev.lethe.privacy.ledger;

import java.io.IOException;

/** Storage failed; nothing may be released for the charge that was under way. */
public final class LedgerIoException extends LedgerException {
  private static final long serialVersionUID = 1L;

  LedgerIoException(String message, IOException cause) {
    super(message, cause);
  }

  LedgerIoException(String message) {
    super(message);
  }
}
