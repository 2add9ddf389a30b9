package dev.lethe.training.djl;

/**
 * Computes the weight w of a unit so that its contribution, w times its summed gradient, has a norm
 * of at most C (1 + eta) and a mass of at most M (1 + eta), whatever its records hold. A unit with
 * anything that is not finite gets weight 0 and is never multiplied.
 *
 * <p>The squared norm comes from Gram products, sum over positions r, s of (a_r . a_s)(g_r . g_s),
 * or from the instantiated gradient where that is cheaper, in double arithmetic: products of floats
 * are exact there. Opposite signs can cancel, so its error is relative to the squared mass, and
 * {@code gramSlack} times the squared mass is added before the root is taken.
 */
final class UnitWeights {
  private final Network network;
  private final ClippingBounds bounds;
  private final double[] activationSquares;
  private final double[] gradientSquares;
  private final int[] positionLayer;
  private final int[] positionRow;
  private final double[] row;

  UnitWeights(Network network, ClippingRules rules, ClippingBounds bounds) {
    this.network = network;
    this.bounds = bounds;
    int positions = Math.multiplyExact(rules.maxContributions(), network.mostUses());
    activationSquares = new double[positions];
    gradientSquares = new double[positions];
    positionLayer = new int[positions];
    positionRow = new int[positions];
    row =
        new double
            [network.parameters().stream().mapToInt(Network.Parameter::inputs).max().orElse(1)];
  }

  /**
   * Most roundings on the way to the squared norm of a unit with at most so many positions. It is
   * the maximum over both ways, because a unit with fewer positions than another may go the other
   * way.
   */
  static long terms(Network.Parameter p, long positions) {
    long instantiated = (long) p.inputs() * p.outputs() + 2 * positions + 8;
    long gram = 2L * Math.max(p.inputs(), p.outputs()) + positions * positions + 8;
    return Math.max(instantiated, gram);
  }

  private static boolean instantiates(Network.Parameter p, long positions) {
    return positions > 1
        && (positions + 1) * ((long) p.inputs() + p.outputs()) > 2L * p.inputs() * p.outputs();
  }

  /**
   * @param trace the pass
   * @param firstRow the unit's first row in the pass
   * @param rows the unit's rows
   */
  double weight(RowTrace trace, int firstRow, int rows) {
    double squaredNorm = 0;
    double squaredMass = 0;
    for (int i = 0; i < network.parameters().size(); i++) {
      int positions = place(i, trace, firstRow, rows);
      double mass = 0;
      double biasMass = 0;
      for (int k = 0; k < positions; k++) {
        if (!Double.isFinite(activationSquares[k]) || !Double.isFinite(gradientSquares[k])) {
          return 0;
        }
        mass += Math.sqrt(activationSquares[k] * gradientSquares[k]);
        biasMass += Math.sqrt(gradientSquares[k]);
      }
      squaredMass += mass * mass + biasMass * biasMass;
      Network.Parameter p = network.parameters().get(i);
      squaredNorm +=
          instantiates(p, positions)
              ? instantiated(p, trace, positions)
              : gram(p, trace, positions);
    }
    double slack = bounds.gramSlack();
    double norm = Math.sqrt(Math.max(0, squaredNorm) + slack * squaredMass);
    double mass = Math.sqrt(squaredMass) * (1 + slack);
    return Math.min(1, Math.min(bounds.clippingNorm() / norm, bounds.massBound() / mass));
  }

  /** Lists the positions of a parameter and squares what stands there; returns their number. */
  private int place(int parameter, RowTrace trace, int firstRow, int rows) {
    Network.Parameter p = network.parameters().get(parameter);
    int k = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      if (network.layers().get(l).parameter() != parameter) {
        continue;
      }
      for (int r = firstRow; r < firstRow + rows; r++) {
        positionLayer[k] = l;
        positionRow[k] = r;
        float[] a = trace.activations()[l];
        float[] g = trace.gradients()[l];
        int at = r * trace.inputStride()[l];
        int gt = r * trace.outputStride()[l];
        activationSquares[k] = dot(a, at, a, at, p.inputs());
        gradientSquares[k] = dot(g, gt, g, gt, p.outputs());
        k++;
      }
    }
    return k;
  }

  private double gram(Network.Parameter p, RowTrace trace, int positions) {
    double diagonal = 0;
    double beside = 0;
    for (int k = 0; k < positions; k++) {
      diagonal += (activationSquares[k] + 1) * gradientSquares[k];
      for (int m = 0; m < k; m++) {
        beside += (activationDot(p, trace, k, m) + 1) * gradientDot(p, trace, k, m);
      }
    }
    return diagonal + 2 * beside;
  }

  private double activationDot(Network.Parameter p, RowTrace trace, int k, int m) {
    return dot(
        trace.activations()[positionLayer[k]],
        positionRow[k] * trace.inputStride()[positionLayer[k]],
        trace.activations()[positionLayer[m]],
        positionRow[m] * trace.inputStride()[positionLayer[m]],
        p.inputs());
  }

  private double gradientDot(Network.Parameter p, RowTrace trace, int k, int m) {
    return dot(
        trace.gradients()[positionLayer[k]],
        positionRow[k] * trace.outputStride()[positionLayer[k]],
        trace.gradients()[positionLayer[m]],
        positionRow[m] * trace.outputStride()[positionLayer[m]],
        p.outputs());
  }

  private double instantiated(Network.Parameter p, RowTrace trace, int positions) {
    double square = 0;
    for (int j = 0; j < p.outputs(); j++) {
      double bias = 0;
      for (int i = 0; i < p.inputs(); i++) {
        row[i] = 0;
      }
      for (int k = 0; k < positions; k++) {
        int l = positionLayer[k];
        double g = trace.gradients()[l][positionRow[k] * trace.outputStride()[l] + j];
        float[] a = trace.activations()[l];
        int at = positionRow[k] * trace.inputStride()[l];
        bias += g;
        for (int i = 0; i < p.inputs(); i++) {
          row[i] += g * a[at + i];
        }
      }
      square += bias * bias;
      for (int i = 0; i < p.inputs(); i++) {
        square += row[i] * row[i];
      }
    }
    return square;
  }

  private static double dot(float[] x, int xt, float[] y, int yt, int length) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      even += (double) x[xt + i] * y[yt + i];
      odd += (double) x[xt + i + 1] * y[yt + i + 1];
    }
    if (i < length) {
      even += (double) x[xt + i] * y[yt + i];
    }
    return even + odd;
  }
}
