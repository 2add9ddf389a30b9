package dev.lethe.privacy.event;

/**
 * Any mechanism that was proven rho-zero-concentrated differentially private (Bun and Steinke 2016)
 * for the neighbouring relation in question.
 *
 * @param rho finite and positive
 */
public record ZeroConcentrated(double rho) implements PrivacyEvent {
  public ZeroConcentrated {
    Checks.positive("rho", rho);
  }
}
