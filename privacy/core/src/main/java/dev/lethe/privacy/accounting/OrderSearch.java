package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds a nearly best Renyi order. Every order proves its own epsilon, so a search can only be less
 * tight, never wrong.
 */
final class OrderSearch {
  private static final double LEAST = 1e-7;
  private static final int REFINEMENTS = 36;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double FRACTIONAL_BELOW = 128;

  private OrderSearch() {}

  /** The least value found over orders from {@code 1 + 1e-7} to 65536. */
  static double least(DoubleUnaryOperator epsilonAtOrder) {
    List<Double> grid = grid();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    int worse = 0;
    for (int i = 0; i < grid.size(); i++) {
      double epsilon = epsilonAtOrder.applyAsDouble(1 + grid.get(i));
      if (epsilon < least) {
        least = epsilon;
        best = i;
        worse = 0;
      } else if (least < Double.POSITIVE_INFINITY && ++worse > 12 && grid.get(i) > 256) {
        // Large orders are dear, and the divergence only grows from here.
        break;
      }
    }
    double low = StrictMath.log(grid.get(Math.max(0, best - 1)));
    double high = StrictMath.log(grid.get(Math.min(grid.size() - 1, best + 1)));
    return Math.min(least, refine(epsilonAtOrder, low, high));
  }

  private static double refine(DoubleUnaryOperator epsilonAtOrder, double low, double high) {
    double least = Double.POSITIVE_INFINITY;
    double a = high - GOLDEN * (high - low);
    double b = low + GOLDEN * (high - low);
    double atA = epsilonAtOrder.applyAsDouble(order(a));
    double atB = epsilonAtOrder.applyAsDouble(order(b));
    for (int i = 0; i < REFINEMENTS && order(low) != order(high); i++) {
      least = Math.min(least, Math.min(atA, atB));
      if (atA <= atB) {
        high = b;
        b = a;
        atB = atA;
        a = high - GOLDEN * (high - low);
        atA = epsilonAtOrder.applyAsDouble(order(a));
      } else {
        low = a;
        a = b;
        atA = atB;
        b = low + GOLDEN * (high - low);
        atB = epsilonAtOrder.applyAsDouble(order(b));
      }
    }
    return Math.min(least, Math.min(atA, atB));
  }

  private static double order(double logExcess) {
    double order = 1 + StrictMath.exp(logExcess);
    return order < FRACTIONAL_BELOW ? order : Math.rint(order);
  }

  private static List<Double> grid() {
    List<Double> excess = new ArrayList<>();
    for (double e = LEAST; e < 1; e *= 1.6) {
      excess.add(e);
    }
    for (double order = 2; order < 1024; order = Math.max(order + 1, Math.rint(order * 1.15))) {
      excess.add(order - 1);
    }
    for (int order = 1024; order <= SampledGaussianDivergence.MAX_INTEGER_ORDER; order *= 2) {
      excess.add(order - 1.0);
    }
    return excess;
  }
}
