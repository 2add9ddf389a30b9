package dev.lethe.training.djl;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.ClippedSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sum over sampled units of each unit's summed gradient, clipped: adding or removing a unit
 * changes the computed sum by at most C (1 + eta) + 2 E in L2 norm, given assumption A1.
 *
 * <p>Passes have a fixed shape and are filled in the order of the units, which is that of their
 * ids. Where A1 fails its check, every unit gets a pass of its own and the bound needs no
 * assumption but that a repeated pass repeats its bits.
 */
public final class ClippedGradients implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClippedGradients.class);

  private final Network network;
  private final ClippingRules rules;
  private final ClippingBounds bounds;
  private final RowProgram program;
  private final int unitsPerPass;

  private ClippedGradients(
      Network network, ClippingRules rules, RowProgram program, int unitsPerPass) {
    this.network = network;
    this.rules = rules;
    this.bounds = ClippingBounds.of(network, rules);
    this.program = program;
    this.unitsPerPass = unitsPerPass;
  }

  /**
   * Builds the passes and checks assumption A1 on them.
   *
   * @throws EngineUnavailableException if the engine does not even repeat its own results
   */
  public static ClippedGradients open(DjlEngine engine, Network network, ClippingRules rules) {
    int units = rules.unitsPerPass();
    int rows = Math.multiplyExact(units, rules.maxContributions());
    return open(
        network,
        rules,
        new BookKeeping(engine, network, rows),
        () -> new BookKeeping(engine, network, rules.maxContributions()));
  }

  /** Chooses between the program for many units and the one that holds a single unit. */
  static ClippedGradients open(
      Network network,
      ClippingRules rules,
      RowProgram many,
      java.util.function.Supplier<RowProgram> single) {
    RowIndependence check = new RowIndependence(many, network);
    if (check.repeats() && check.holds()) {
      return new ClippedGradients(network, rules, many, rules.unitsPerPass());
    }
    many.close();
    LOG.warn(
        "the engine's results for a record depend on its place in the batch on this machine; every"
            + " unit is computed alone, which is slower and as safe");
    RowProgram one = single.get();
    if (!new RowIndependence(one, network).repeats()) {
      one.close();
      throw new EngineUnavailableException(
          "the engine gives different results when it repeats a computation; the guarantee cannot be"
              + " kept on this machine. Try one thread: OMP_NUM_THREADS=1");
    }
    return new ClippedGradients(network, rules, one, 1);
  }

  /** The bounds that every sum carries. */
  public ClippingBounds bounds() {
    return bounds;
  }

  /** Units computed in one pass; 1 also where assumption A1 failed its check. */
  public int unitsPerPass() {
    return unitsPerPass;
  }

  /**
   * @param parameters the flat parameters
   * @param data the units
   * @param units indices of the sampled units, ascending
   * @throws TooManyUnitsException if there are more than the bound covers
   */
  public ClippedSum sum(float[] parameters, UnitTable data, int[] units) {
    return new ClippedSum(
        rawSum(parameters, data, units),
        bounds.clippingNorm(),
        bounds.normSlack(),
        bounds.floatError());
  }

  /** The sum without its bound; tests measure the bound on it. */
  double[] rawSum(float[] parameters, UnitTable data, int[] units) {
    if (data.width() != network.inputs() || parameters.length != network.dimension()) {
      throw new IllegalArgumentException("data, parameters and network do not fit together");
    }
    if (units.length > bounds.unitCap()) {
      throw new TooManyUnitsException();
    }
    WeightedSum sum = new WeightedSum(network);
    if (units.length > 0) {
      program.load(parameters);
      new Passes(data, sum).addAll(units);
    }
    return sum.values();
  }

  @Override
  public void close() {
    program.close();
  }

  /** Fills passes with whole units and adds what they leave. */
  private final class Passes {
    private final UnitTable data;
    private final WeightedSum sum;
    private final UnitWeights weights = new UnitWeights(network, rules, bounds);
    private final float[] inputs = new float[program.rows() * program.inputStride()];
    private final float[] targets = new float[program.rows() * program.targetStride()];
    private final List<int[]> unitRows = new ArrayList<>();
    private final int[] labels = new int[program.rows()];
    private int filled;

    Passes(UnitTable data, WeightedSum sum) {
      this.data = data;
      this.sum = sum;
    }

    void addAll(int[] units) {
      for (int unit : units) {
        int rows = data.rowsOf(unit);
        if (rows > rules.maxContributions()) {
          throw new IllegalStateException("a unit has more records than its contribution bound");
        }
        if (unitRows.size() == unitsPerPass || filled + rows > program.rows()) {
          flush();
        }
        put(unit);
      }
      flush();
    }

    private void put(int unit) {
      int first = data.firstRow(unit);
      if (!isFinite(first, data.rowsOf(unit))) {
        return;
      }
      int start = filled;
      for (int r = first; r < first + data.rowsOf(unit); r++) {
        int label = data.labels()[r];
        if (label < 0) {
          continue;
        }
        System.arraycopy(
            data.features(),
            Math.multiplyExact(r, data.width()),
            inputs,
            filled * program.inputStride(),
            data.width());
        putTarget(label);
        labels[filled] = label;
        filled++;
      }
      unitRows.add(new int[] {start, filled - start});
    }

    private void putTarget(int label) {
      int at = filled * program.targetStride();
      if (label >= Math.max(2, network.outputs())) {
        throw new IllegalStateException("a label is outside the declared classes");
      }
      if (network.outputs() == 1) {
        targets[at] = label;
      } else {
        targets[at + label] = 1;
      }
    }

    private boolean isFinite(int first, int rows) {
      int from = Math.multiplyExact(first, data.width());
      for (int i = from; i < from + rows * data.width(); i++) {
        if (!Float.isFinite(data.features()[i])) {
          return false;
        }
      }
      return true;
    }

    private void flush() {
      if (filled > 0) {
        RowTrace trace = program.run(inputs, targets);
        if (!rules.classWeights().isEmpty()) {
          for (int row = 0; row < filled; row++) {
            trace.scale(row, rules.classWeights().get(labels[row]).floatValue());
          }
        }
        double[] rowWeights = new double[filled];
        for (int[] unit : unitRows) {
          double weight = weights.weight(trace, unit[0], unit[1]);
          Arrays.fill(rowWeights, unit[0], unit[0] + unit[1], weight);
        }
        sum.add(trace, rowWeights, filled);
        Arrays.fill(inputs, 0, filled * program.inputStride(), 0);
        Arrays.fill(targets, 0, filled * program.targetStride(), 0);
      }
      filled = 0;
      unitRows.clear();
    }
  }
}
