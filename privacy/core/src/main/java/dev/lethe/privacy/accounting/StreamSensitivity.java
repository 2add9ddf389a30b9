package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.MatrixFactorised;
import dev.lethe.privacy.event.TreeAggregated;
import java.util.List;

/**
 * The most that one unit changes a linear function of a stream, in L2 norm and rounded up, if it
 * takes part in a limited number of steps that are some steps apart and contributes at most 1 each.
 */
final class StreamSensitivity {
  private static final long MAX_STEPS = 1L << 24;
  private static final double MAX_WORK = 1L << 28;
  // Sums of fewer than 2^28 positive numbers lose at most a relative 2^-25 (and gain as much).
  private static final double MARGIN = 1 + 0x1p-24;

  private StreamSensitivity() {}

  /**
   * Of all nodes of a binary tree. On a level of nodes with w steps a node holds at most {@code c =
   * ceil(w / separation)} participations; a sum of squares of numbers up to c with a given sum is
   * largest when as many as possible equal c.
   */
  static double of(TreeAggregated tree) {
    double participations = participations(tree.participations(), tree.separation(), tree.steps());
    double square = 0;
    for (long width = 1; width <= tree.steps() && width > 0; width *= 2) {
      double together = Math.min(participations, Math.floor((width - 1.0) / tree.separation()) + 1);
      double full = Math.floor(participations / together);
      double rest = participations - full * together;
      double level = full * together * together + rest * rest;
      double nodes = tree.steps() / width;
      square += Math.min(level, nodes * together * together);
    }
    return Math.nextUp(Math.sqrt(square) * (1 + 0x1p-40));
  }

  /**
   * Of a lower-triangular Toeplitz matrix whose coefficients are not negative and do not increase:
   * the worst participations are the first one and every {@code separation} steps after it (Kalinin
   * and Lampert 2024, theorem 2), all in the same direction.
   *
   * @throws UnsupportedEventException for other matrices and for those too large to sum
   */
  static double of(MatrixFactorised matrix) {
    List<Double> column = matrix.coefficients();
    requireDecreasing(column);
    double times = participations(matrix.participations(), matrix.separation(), matrix.steps());
    double square = isSmall(matrix, times) ? summed(matrix, (long) times) : apart(matrix, times);
    return Math.nextUp(Math.sqrt(square) * MARGIN);
  }

  private static boolean isSmall(MatrixFactorised matrix, double times) {
    return rows(matrix, times) <= MAX_STEPS && times * matrix.coefficients().size() <= MAX_WORK;
  }

  private static double rows(MatrixFactorised matrix, double times) {
    double end = (times - 1) * matrix.separation() + matrix.coefficients().size();
    return Math.min(matrix.steps(), end);
  }

  /** Participations whose columns share no row; what is cut off at the end counts too. */
  private static double apart(MatrixFactorised matrix, double times) {
    if (matrix.separation() < matrix.coefficients().size()) {
      throw new UnsupportedEventException(
          "the sensitivity of a matrix with overlapping participations is summed for up to "
              + MAX_STEPS
              + " steps; use a separation of at least the number of coefficients");
    }
    return times * matrix.coefficients().stream().mapToDouble(each -> each * each).sum();
  }

  private static double summed(MatrixFactorised matrix, long times) {
    List<Double> column = matrix.coefficients();
    double[] sums = new double[(int) rows(matrix, (double) times)];
    for (long participation = 0; participation < times; participation++) {
      int from = (int) (participation * matrix.separation());
      for (int i = 0; i < column.size() && from + i < sums.length; i++) {
        sums[from + i] += column.get(i);
      }
    }
    double square = 0;
    for (double sum : sums) {
      square += sum * sum;
    }
    return square;
  }

  private static double participations(long most, long separation, long steps) {
    return Math.min(most, (steps - 1) / separation + 1);
  }

  private static void requireDecreasing(List<Double> column) {
    double before = column.get(0);
    for (double each : column) {
      if (!(each >= 0 && each <= before && before > 0)) {
        throw new UnsupportedEventException(
            "the sensitivity of a Toeplitz matrix is proven for coefficients that start above 0,"
                + " never increase and are never negative; "
                + each
                + " follows "
                + before);
      }
      before = each;
    }
  }
}
