package dev.lethe.training.djl;

import dev.lethe.training.blocks.RowBatch;
import dev.lethe.training.blocks.RowIndependence;
import dev.lethe.training.blocks.RowProgram;
import dev.lethe.training.blocks.Trace;
import dev.lethe.training.kernels.Contributions;
import dev.lethe.training.kernels.GradientKernels;
import dev.lethe.training.kernels.Units;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Fills passes with whole buckets and adds what they leave. A bucket is never split over passes, as
 * the place of the cut would depend on other units; one that is overfull is added up unit by unit,
 * and then its units may be in any pass.
 */
final class Passes {
  /** Floats that the instantiated contributions of a pass may take. */
  private static final long MOST_FLOATS = 1L << 26;

  /** Weights above 1 are for gradients that are small; see UnitPass. */
  private static final double MOST_WEIGHT = 0x1p63;

  private final RowProgram program;
  private final Routes routes;
  private final GradientKernels kernels;
  private final RowIndependence rowIndependence;
  private final int mostUnits;
  private final int mostRows;
  private final RowBatch batch;
  private final Contributions contributions;
  private final Buckets buckets;

  Passes(
      RowProgram program,
      Routes routes,
      ClippingRules rules,
      GradientKernels kernels,
      RowIndependence rowIndependence,
      int mostUnits) {
    this.program = program;
    this.routes = routes;
    this.kernels = kernels;
    this.rowIndependence = rowIndependence;
    this.mostUnits = mostUnits;
    this.mostRows = RowProgram.rowsFor(Math.multiplyExact(mostUnits, rules.maxContributions()));
    this.batch = new RowBatch(mostRows, program.inputWidth(), program.targetWidth());
    long floats = Math.max(1, (long) mostUnits * routes.contribution());
    this.contributions =
        new Contributions(
            ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer(),
            Math.max(1, routes.contribution()));
    this.buckets = new Buckets(rules, routes.mostProductPositions());
  }

  /** Most units of a pass: a likely sample, as far as physical batch and memory allow. */
  static int unitsPerPass(Routes routes, ClippingRules rules) {
    long memory = MOST_FLOATS / Math.max(1, routes.contribution());
    return (int) Math.max(1, Math.min(rules.unitsPerPass(), memory));
  }

  /**
   * How one step clips.
   *
   * @param function weights by norms
   * @param bounds proven of it
   */
  record Clip(ClippingFunction function, ClippingBounds bounds) {}

  /**
   * @param units indices of the sampled units
   * @param sum added to
   * @return how many of the units are not within C; private
   */
  long add(float[] parameters, UnitRows data, int[] units, Clip clip, double[] sum) {
    Filling filling = Filling.of(units, data, buckets, routes, mostUnits, mostRows);
    for (Filling.Pass pass : filling.passes()) {
      // Before the parameters are loaded: the check loads its own.
      rowsOf(pass);
    }
    program.load(parameters);
    long beyond = 0;
    for (Filling.Pass pass : filling.passes()) {
      beyond += add(pass, data, clip, sum);
    }
    return beyond;
  }

  /** The fewest rows for a pass of those for which assumption A1 passes its check. */
  private int rowsOf(Filling.Pass pass) {
    int close = RowProgram.closeRowsFor(pass.rows());
    if (rowIndependence.holdsFor(close)) {
      return close;
    }
    int whole = RowProgram.rowsFor(pass.rows());
    return rowIndependence.holdsFor(whole) ? whole : mostRows;
  }

  private long add(Filling.Pass pass, UnitRows data, Clip clip, double[] sum) {
    int rows = rowsOf(pass);
    int units = pass.units().length;
    int[] starts = new int[units + 1];
    try {
      for (int u = 0; u < units; u++) {
        starts[u + 1] = data.put(pass.units()[u], batch, starts[u]);
      }
      double[][] weights = new double[routes.groups().size()][units];
      try (Trace trace = program.run(rows, batch)) {
        UnitPass unitPass =
            new UnitPass(
                routes,
                kernels,
                trace,
                Units.of(starts),
                contributions,
                clip.bounds().clippingNorm());
        long beyond = weigh(unitPass.norms(), clip, weights);
        unitPass.addTo(weights, pass.buckets(), sum);
        return beyond;
      }
    } finally {
      batch.clear(0, Math.min(batch.rows(), Math.max(rows, pass.rows())));
    }
  }

  /** Fills in the weight of each group and unit; returns how many units are not within C. */
  private long weigh(UnitNorms norms, Clip clip, double[][] weights) {
    int groups = routes.groups().size();
    double[] squares = new double[groups];
    double[] ofUnit = new double[groups];
    long beyond = 0;
    for (int u = 0; u < weights[0].length; u++) {
      for (int g = 0; g < groups; g++) {
        boolean gram = routes.groups().get(g).route() == Routes.Route.PRODUCT;
        double slack = gram ? clip.bounds().gramSlack() * norms.squaredMass(u, g) : 0;
        squares[g] = atLeastZero(norms.square(u, g)) + slack;
      }
      clip.function().weigh(squares, ofUnit);
      beyond += clip.function().within(squares) ? 0 : 1;
      boundMass(norms, u, clip.bounds(), ofUnit);
      for (int g = 0; g < groups; g++) {
        weights[g][u] = ofUnit[g];
      }
    }
    return beyond;
  }

  /** What rounding took below zero is zero; what is not a number stays so. */
  private static double atLeastZero(double square) {
    return square < 0 ? 0 : square;
  }

  /** Smaller weights keep the bound on the norm; these also bound what rounding can do. */
  private static void boundMass(
      UnitNorms norms, int unit, ClippingBounds bounds, double[] weights) {
    double squaredMass = 0;
    for (int g = 0; g < weights.length; g++) {
      squaredMass += weights[g] * weights[g] * norms.squaredMass(unit, g);
    }
    double mass = Math.sqrt(squaredMass) * (1 + bounds.gramSlack());
    // A unit whose mass is no number must not be read at all.
    double scale = mass < Double.POSITIVE_INFINITY ? Math.min(1, bounds.massBound() / mass) : 0;
    for (int g = 0; g < weights.length; g++) {
      weights[g] = Math.min(MOST_WEIGHT, weights[g] * scale);
    }
  }
}
