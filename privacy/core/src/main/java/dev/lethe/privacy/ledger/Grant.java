package dev.lethe.privacy.ledger;

import java.time.Instant;

/**
 * A budget as the ledger recorded it: neither its filter nor its last day ever changes again.
 *
 * @param terms epsilon and delta
 * @param details who answers for it, what for, and until when
 * @param filter the orders and weights fixed for good
 * @param grantedAt when, by the clock of the machine that granted it
 */
public record Grant(
    GrantTerms terms, GrantDetails details, GrantFilter filter, Instant grantedAt) {}
