package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;

/**
 * Bounds epsilon from above for a fixed event: the returned value is never below the true one,
 * whatever floating point did on the way.
 */
public interface PrivacyAccountant {

  /** The tag of this accountant in commands, ledgers and reports, for example {@code rdp}. */
  String name();

  /** Changes whenever a computed value may change. */
  String version();

  /**
   * An upper bound on epsilon at {@code delta}.
   *
   * @throws UnsupportedEventException if the event or the relation is outside this accountant's
   *     proven domain
   * @throws IllegalArgumentException if delta is not in (0, 1)
   */
  EpsilonBound epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta);
}
