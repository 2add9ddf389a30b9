package dev.lethe.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How the run's epsilon grew, converted from its Renyi curve; Renyi divergences of equal steps add
 * up, so a share of the steps has that share of the curve.
 *
 * @param steps from zero to all charged steps
 * @param epsilons the bound after so many steps, zero for none
 */
record EpsilonPath(List<Double> steps, List<Double> epsilons) {
  private static final int POINTS = 60;

  static EpsilonPath of(EpsilonStatement statement) {
    double delta = statement.claim().item(PrivacyClaim.ACCOUNTANT);
    long charged = statement.steps().charged();
    List<Double> steps = new ArrayList<>(List.of(0.0));
    List<Double> epsilons = new ArrayList<>(List.of(0.0));
    for (int i = 1; i <= POINTS; i++) {
      // Early steps change most: place the points densely there.
      double share = (double) i * i / (POINTS * POINTS);
      steps.add(share * charged);
      double bound = epsilon(statement.accounting().curve(), share, delta);
      epsilons.add(Math.min(bound, statement.claim().epsilon()));
    }
    return new EpsilonPath(steps, epsilons);
  }

  /** The conversion of Canonne, Kamath and Steinke 2020, proposition 12. */
  private static double epsilon(AccountingFacts.Curve curve, double share, double delta) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < curve.orders().size(); i++) {
      double order = curve.orders().get(i);
      double conversion = Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
      least = Math.min(least, share * curve.divergences().get(i) + conversion);
    }
    return Math.max(0, least);
  }
}
