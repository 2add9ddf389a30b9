package dev.lethe.training.djl;

import java.util.Arrays;
import java.util.Random;

/**
 * Looks for a counterexample to assumption A1 on the machine, shapes and kernels that training will
 * use: a row's bits must not change with its place or its neighbours.
 *
 * <p>A test, not a proof: it fills a pass with one row at every place, compares all places, then
 * swaps neighbours for others, among them rows with NaN, infinities and huge values.
 */
final class RowIndependence {
  private static final int TRIALS = 3;

  private final RowProgram program;
  private final Network network;
  private final Random random = new Random(20261123);

  RowIndependence(RowProgram program, Network network) {
    this.program = program;
    this.network = network;
  }

  /** Whether no counterexample was found. */
  boolean holds() {
    for (int trial = 0; trial < TRIALS; trial++) {
      program.load(randomParameters());
      if (!holdsForOneRow()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a pass gives the same bits when it is repeated. */
  boolean repeats() {
    program.load(randomParameters());
    float[] inputs = new float[program.rows() * program.inputStride()];
    float[] targets = new float[program.rows() * program.targetStride()];
    for (int row = 0; row < program.rows(); row++) {
      put(randomRow(), inputs, row);
      putTarget(targets, row);
    }
    RowTrace first = program.run(inputs, targets);
    for (int i = 0; i < TRIALS; i++) {
      RowTrace again = program.run(inputs.clone(), targets.clone());
      for (int row = 0; row < program.rows(); row++) {
        if (!sameBits(first, row, again, row)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean holdsForOneRow() {
    float[] row = randomRow();
    float[] inputs = new float[program.rows() * program.inputStride()];
    float[] targets = new float[program.rows() * program.targetStride()];
    for (int i = 0; i < program.rows(); i++) {
      put(row, inputs, i);
      targets[i * program.targetStride()] = 1;
    }
    RowTrace everywhere = program.run(inputs, targets);
    for (int i = 1; i < program.rows(); i++) {
      if (!sameBits(everywhere, 0, everywhere, i)) {
        return false;
      }
    }
    boolean[] kept = new boolean[program.rows()];
    float[] mixed = inputs.clone();
    float[] mixedTargets = targets.clone();
    for (int i = 0; i < program.rows(); i++) {
      kept[i] = random.nextBoolean();
      if (!kept[i]) {
        put(neighbour(), mixed, i);
        putTarget(mixedTargets, i);
      }
    }
    RowTrace among = program.run(mixed, mixedTargets);
    for (int i = 0; i < program.rows(); i++) {
      if (kept[i] && !sameBits(everywhere, i, among, i)) {
        return false;
      }
    }
    return true;
  }

  private float[] randomParameters() {
    float[] parameters = new float[network.dimension()];
    for (Network.Parameter p : network.parameters()) {
      double scale = 1 / Math.sqrt(p.inputs());
      for (int i = p.offset(); i < p.end(); i++) {
        parameters[i] = (float) (scale * random.nextGaussian());
      }
    }
    return parameters;
  }

  private float[] randomRow() {
    float[] row = new float[network.inputs()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
    return row;
  }

  private float[] neighbour() {
    float[] row = randomRow();
    switch (random.nextInt(5)) {
      case 0 -> Arrays.fill(row, 0);
      case 1 -> row[random.nextInt(row.length)] = Float.NaN;
      case 2 -> row[random.nextInt(row.length)] = Float.POSITIVE_INFINITY;
      case 3 -> row[random.nextInt(row.length)] = 1e30f;
      default -> {}
    }
    return row;
  }

  private void put(float[] row, float[] inputs, int index) {
    System.arraycopy(row, 0, inputs, index * program.inputStride(), row.length);
  }

  private void putTarget(float[] targets, int index) {
    int from = index * program.targetStride();
    Arrays.fill(targets, from, from + program.targetStride(), 0);
    int label = random.nextInt(Math.max(2, network.outputs()));
    if (network.outputs() == 1) {
      targets[from] = label;
    } else {
      targets[from + label] = 1;
    }
  }

  private boolean sameBits(RowTrace one, int i, RowTrace other, int j) {
    for (int l = 0; l < network.layers().size(); l++) {
      Network.Parameter p = network.parameter(l);
      if (!sameBits(
              one.activations()[l], other.activations()[l], i, j, one.inputStride()[l], p.inputs())
          || !sameBits(
              one.gradients()[l], other.gradients()[l], i, j, one.outputStride()[l], p.outputs())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBits(
      float[] one, float[] other, int i, int j, int stride, int length) {
    for (int k = 0; k < length; k++) {
      if (Float.floatToRawIntBits(one[i * stride + k])
          != Float.floatToRawIntBits(other[j * stride + k])) {
        return false;
      }
    }
    return true;
  }
}
