package dev.lethe.data.learn;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.PrivacyEvent;

/** What an event allows a release by OpenDP to cost. */
final class Payment {
  /** A scale this much wider makes up for the rounding of a privacy map, without being noticed. */
  static final double WIDER = 1 + 0x1p-40;

  static final int ATTEMPTS = 64;

  private Payment() {}

  /** The event's epsilon and delta. */
  static ApproximateDp of(PrivacyEvent event) {
    if (event instanceof ApproximateDp paid && paid.epsilon() > 0) {
      return paid;
    }
    throw new UnpaidReleaseException("a release of counts is charged as approximate-dp only");
  }
}
