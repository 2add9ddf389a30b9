package dev.lethe.privacy.ledger;

import org.jspecify.annotations.Nullable;

/** The ledger did not do what was asked; the message says why and what to do. */
public abstract sealed class LedgerException extends RuntimeException
    permits LedgerBusyException,
        LedgerIoException,
        LedgerMismatchException,
        LedgerNotFoundException,
        LedgerRolledBackException,
        LedgerTamperedException,
        BudgetAlreadyGrantedException,
        BudgetExceededException,
        BudgetExpiredException,
        BudgetNotGrantedException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
