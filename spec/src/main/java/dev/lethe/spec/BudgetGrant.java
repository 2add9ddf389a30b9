package dev.lethe.spec;

import dev.lethe.privacy.ledger.GrantDetails;

/**
 * The budget of a dataset id over all its runs.
 *
 * @param epsilon total epsilon
 * @param delta at this delta
 * @param details who answers for it, what for, and until when
 */
public record BudgetGrant(double epsilon, double delta, GrantDetails details) {

  /** A budget without owner, purpose or end. */
  public BudgetGrant(double epsilon, double delta) {
    this(epsilon, delta, GrantDetails.none());
  }
}
