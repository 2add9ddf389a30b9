package dev.lethe.training.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.CentredCount;
import dev.lethe.privacy.mechanism.ClippedSum;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.RowIndependence;
import dev.lethe.training.blocks.RowLoss;
import dev.lethe.training.blocks.RowProgram;
import dev.lethe.training.blocks.TrainedParameter;
import dev.lethe.training.kernels.GradientKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sum over sampled units of each unit's summed gradient, clipped: adding or removing a unit
 * changes the computed sum by at most C (1 + eta) + 2 E in L2 norm, given assumption A1.
 *
 * <p>Where A1 fails its check for a number of rows, passes are filled up to the most rows; where it
 * fails there too, every unit gets a pass of its own and the bound needs no assumption but that a
 * repeated pass repeats its bits.
 */
public final class ClippedGradients implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClippedGradients.class);

  private final ClippingRules rules;
  private final ClippingBounds bounds;
  private final RowProgram program;
  private final RowLoss loss;
  private final GradientKernels kernels;
  private final Routes routes;
  private final Passes.Clip clip;
  private final Passes passes;
  private final int unitsPerPass;
  private boolean broken;

  private ClippedGradients(
      RowProgram program,
      RowLoss loss,
      Routes routes,
      ClippingRules rules,
      GradientKernels kernels,
      RowIndependence rowIndependence,
      int unitsPerPass) {
    this.rules = rules;
    this.bounds = ClippingBounds.of(routes, program.dimension(), rules);
    this.program = program;
    this.loss = loss;
    this.kernels = kernels;
    this.unitsPerPass = unitsPerPass;
    this.routes = routes;
    this.clip =
        new Passes.Clip(ClippingFunction.of(rules.clipping(), routes.groups().size()), bounds);
    this.passes = new Passes(program, routes, rules, kernels, rowIndependence, unitsPerPass);
  }

  /**
   * For a spec's network.
   *
   * @throws EngineUnavailableException if the engine does not even repeat its own results
   */
  public static ClippedGradients open(DjlEngine engine, Network network, ClippingRules rules) {
    // The program copies the block's values, so that the block's own arrays can go at once.
    try (NDManager manager = engine.newManager()) {
      PrivateBlock block = PrivateBlock.privatize(NetworkBlocks.of(network, manager), Set.of());
      return open(engine, block, NetworkBlocks.input(network), lossOf(network), rules);
    }
  }

  static RowLoss lossOf(Network network) {
    return network.outputs() == 1 ? new RowLoss.Logistic() : new RowLoss.Softmax(network.outputs());
  }

  /**
   * Prepares the passes and checks assumption A1 on them.
   *
   * @param input shape of one record
   * @param loss of one record
   * @throws EngineUnavailableException if the engine does not even repeat its own results
   */
  public static ClippedGradients open(
      DjlEngine engine, PrivateBlock block, Shape input, RowLoss loss, ClippingRules rules) {
    return open(
        block.program(engine.engine(), engine.newManager(), input, loss),
        loss,
        offsets(block),
        rules,
        GradientKernels.best(engine.threads()));
  }

  /** Chooses between passes of many units and of one. */
  static ClippedGradients open(
      RowProgram program,
      RowLoss loss,
      List<Integer> offsets,
      ClippingRules rules,
      GradientKernels kernels) {
    Routes routes = Routes.of(program.sites(), offsets, rules.maxContributions());
    int units = Passes.unitsPerPass(routes, rules);
    int rows = RowProgram.rowsFor(Math.multiplyExact(units, rules.maxContributions()));
    RowIndependence many = new RowIndependence(program, rows);
    if (many.repeats() && many.holds()) {
      return new ClippedGradients(program, loss, routes, rules, kernels, many, units);
    }
    LOG.warn(
        "the engine's results for a record depend on its place in the batch on this machine; every"
            + " unit is computed alone, which is slower and as safe");
    RowIndependence one =
        new RowIndependence(program, RowProgram.rowsFor(rules.maxContributions()));
    if (!one.repeats()) {
      program.close();
      throw new EngineUnavailableException(
          "the engine gives different results when it repeats a computation; the guarantee cannot be"
              + " kept on this machine. Try one thread: OMP_NUM_THREADS=1");
    }
    return new ClippedGradients(program, loss, routes, rules, kernels, one, 1);
  }

  static List<Integer> offsets(PrivateBlock block) {
    List<Integer> offsets = new ArrayList<>();
    for (TrainedParameter p : block.parameters()) {
      offsets.add(p.offset());
    }
    offsets.add(block.dimension());
    return offsets;
  }

  /** The bounds that every sum carries. */
  public ClippingBounds bounds() {
    return bounds;
  }

  /** Units computed in one pass; 1 also where assumption A1 failed its check. */
  public int unitsPerPass() {
    return unitsPerPass;
  }

  /** What computes norms and sums. */
  public String kernels() {
    return kernels.description();
  }

  /**
   * @param parameters the flat parameters
   * @param data the units
   * @param units indices of the sampled units, ascending
   * @throws TooManyUnitsException if there are more than the bound covers
   */
  public ClippedSum sum(float[] parameters, UnitTable data, int[] units) {
    return clipped(rawSum(parameters, data, units), bounds);
  }

  /**
   * The sum of one step that clips flat to a norm of its own, and how many units were within it.
   *
   * @param norm public, decided before the step
   */
  public CountedSum sum(float[] parameters, UnitTable data, int[] units, double norm) {
    ClippingBounds own = ClippingBounds.of(routes, program.dimension(), rules.flat(norm));
    double[] sum = new double[program.dimension()];
    ClippingFunction flat = ClippingFunction.flat(norm, routes.groups().size());
    long beyond = add(parameters, data, units, new Passes.Clip(flat, own), sum);
    return new CountedSum(clipped(sum, own), new CentredCount(units.length - beyond, beyond));
  }

  /**
   * What one step leaves of one sample. Private, both.
   *
   * @param sum of the clipped gradients
   * @param count of units whose gradient is within the norm; one without a usable record is
   */
  public record CountedSum(ClippedSum sum, CentredCount count) {}

  private static ClippedSum clipped(double[] sum, ClippingBounds bounds) {
    return new ClippedSum(sum, bounds.clippingNorm(), bounds.normSlack(), bounds.floatError());
  }

  /** The sum without its bound; tests measure the bound on it. */
  double[] rawSum(float[] parameters, UnitTable data, int[] units) {
    double[] sum = new double[program.dimension()];
    add(parameters, data, units, clip, sum);
    return sum;
  }

  private long add(float[] parameters, UnitTable data, int[] units, Passes.Clip how, double[] sum) {
    if (data.width() != program.inputWidth() || parameters.length != program.dimension()) {
      throw new IllegalArgumentException("data, parameters and network do not fit together");
    }
    if (units.length > bounds.unitCap()) {
      throw new TooManyUnitsException();
    }
    if (broken) {
      throw new IllegalStateException(
          "an earlier step failed half-way, and what it left behind must not meet another; start"
              + " the training again");
    }
    if (units.length == 0) {
      return 0;
    }
    broken = true;
    long beyond = passes.add(parameters, new UnitRows(data, rules, loss), units, how, sum);
    broken = false;
    return beyond;
  }

  @Override
  public void close() {
    program.close();
    kernels.close();
  }
}
