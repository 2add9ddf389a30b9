package dev.lethe.privacy.ledger;

import java.time.Instant;

/**
 * A budget as the ledger recorded it: its filter never changes again.
 *
 * @param terms epsilon and delta
 * @param filter the orders and weights fixed for good
 * @param grantedAt when, by the clock of the machine that granted it
 */
public record Grant(GrantTerms terms, GrantFilter filter, Instant grantedAt) {}
