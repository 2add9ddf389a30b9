package dev.lethe.privacy.ledger;

/** The grant cannot pay what was asked; nothing was charged. */
public final class BudgetExceededException extends LedgerException {
  private static final long serialVersionUID = 1L;

  private final double spent;
  private final double granted;
  private final double asked;

  BudgetExceededException(String message, double spent, double granted, double asked) {
    super(message);
    this.spent = spent;
    this.granted = granted;
    this.asked = asked;
  }

  /** Epsilon spent so far, under the grant's filter. */
  public double spent() {
    return spent;
  }

  /** Epsilon of the grant. */
  public double granted() {
    return granted;
  }

  /** Epsilon that would be spent if what was asked were charged. */
  public double asked() {
    return asked;
  }
}
