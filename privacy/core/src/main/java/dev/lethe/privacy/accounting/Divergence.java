package dev.lethe.privacy.accounting;

/**
 * Bounds the Renyi divergence between an event's outputs on any two neighbours, in both directions.
 */
interface Divergence {

  /** Never below the true divergence; possibly infinite, never NaN. The order is above 1. */
  double at(double order);
}
