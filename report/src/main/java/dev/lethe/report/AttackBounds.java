package dev.lethe.report;

/**
 * What (epsilon, delta) leaves to the best possible attacker, whatever they know: the trade-off
 * {@code detection <= e^epsilon falseAlarms + delta} and its mirror image (Wasserman and Zhou 2010;
 * Kairouz, Oh and Viswanath 2015).
 *
 * @param epsilon not negative
 * @param delta in (0, 1)
 */
public record AttackBounds(double epsilon, double delta) {

  /** {@code e^epsilon}: how far the chance of any outcome can change, apart from delta. */
  public double oddsFactor() {
    return Math.nextUp(Math.exp(epsilon));
  }

  /** Most detections for a rate of false alarms. */
  public double detection(double falseAlarms) {
    double steep = oddsFactor() * falseAlarms + delta;
    double shallow = 1 - Math.exp(-epsilon) * (1 - delta - falseAlarms);
    return Math.min(1, Math.min(steep, shallow));
  }

  /** The rate of false alarms at which the two straight lines of the trade-off meet. */
  public double cornerFalseAlarms() {
    return (1 - delta) / (1 + Math.exp(epsilon));
  }

  /** Most detections minus false alarms, {@code (e^epsilon - 1 + 2 delta) / (e^epsilon + 1)}. */
  public double advantage() {
    // tanh(epsilon / 2) does not overflow where e^epsilon does.
    return Math.min(1, Math.tanh(epsilon / 2) + 2 * delta / (Math.exp(epsilon) + 1));
  }

  /** Best share of right guesses when both answers are equally likely beforehand. */
  public double accuracy() {
    return Math.min(1, Math.nextUp((1 + advantage()) / 2));
  }
}
