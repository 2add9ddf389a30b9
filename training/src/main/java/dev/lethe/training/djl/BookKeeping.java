package dev.lethe.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.Arrays;

/**
 * Per-row activations and output gradients from one backward pass over activations only (Bu et al.
 * 2023): every layer adds a leaf of zeros to its output, the leaves require gradients, the
 * parameters do not.
 *
 * <p>Every dimension is padded with zeros to a multiple of {@value #LANE}: vectorised kernels treat
 * the last, incomplete block of a matrix differently, which would make a row's result depend on its
 * place.
 */
final class BookKeeping implements RowProgram {
  static final int LANE = 16;

  /** Added to logits of classes that do not exist: their probability is exactly zero. */
  private static final float ABSENT = -1e30f;

  private static final Object ONE_COLLECTOR_AT_A_TIME = new Object();

  private final Engine engine;
  private final NDManager manager;
  private final Network network;
  private final int rows;
  private final int[] inputStride;
  private final int[] outputStride;
  private NDManager parameterManager;
  private NDArray[] transposedWeights = new NDArray[0];
  private NDArray[] biases = new NDArray[0];

  /**
   * @param rows rows of every pass, rounded up to a multiple of {@value #LANE}
   */
  BookKeeping(DjlEngine engine, Network network, int rows) {
    this.engine = engine.engine();
    this.manager = engine.newManager();
    this.parameterManager = manager.newSubManager();
    this.network = network;
    this.rows = padded(rows);
    int layers = network.layers().size();
    inputStride = new int[layers];
    outputStride = new int[layers];
    for (int l = 0; l < layers; l++) {
      inputStride[l] = padded(network.parameter(l).inputs());
      outputStride[l] = padded(network.parameter(l).outputs());
    }
  }

  static int padded(int size) {
    return Math.multiplyExact(Math.floorDiv(size + LANE - 1, LANE), LANE);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int inputStride() {
    return inputStride[0];
  }

  @Override
  public int targetStride() {
    return outputStride[outputStride.length - 1];
  }

  @Override
  public void load(float[] parameters) {
    parameterManager.close();
    parameterManager = manager.newSubManager();
    int count = network.parameters().size();
    transposedWeights = new NDArray[count];
    biases = new NDArray[count];
    int last = network.layers().get(network.layers().size() - 1).parameter();
    for (int i = 0; i < count; i++) {
      Network.Parameter p = network.parameters().get(i);
      int in = padded(p.inputs());
      int out = padded(p.outputs());
      float[] weights = new float[in * out];
      for (int j = 0; j < p.outputs(); j++) {
        System.arraycopy(parameters, p.offset() + j * p.inputs(), weights, j * in, p.inputs());
      }
      float[] bias = Arrays.copyOfRange(parameters, p.biasOffset(), p.biasOffset() + out);
      Arrays.fill(bias, p.outputs(), out, i == last && p.outputs() > 1 ? ABSENT : 0);
      transposedWeights[i] = upload(parameterManager, weights, out, in).transpose();
      biases[i] = upload(parameterManager, bias, 1, out);
    }
  }

  @Override
  public RowTrace run(float[] inputs, float[] targets) {
    synchronized (ONE_COLLECTOR_AT_A_TIME) {
      try (NDManager pass = manager.newSubManager();
          GradientCollector collector = engine.newGradientCollector()) {
        return run(pass, collector, inputs, targets);
      }
    }
  }

  private RowTrace run(
      NDManager pass, GradientCollector collector, float[] inputs, float[] targets) {
    int layers = network.layers().size();
    NDArray[] leaves = new NDArray[layers];
    float[][] activations = new float[layers][];
    float[][] gradients = new float[layers][];
    NDArray x = upload(pass, inputs, rows, inputStride[0]);
    activations[0] = inputs;
    for (int l = 0; l < layers; l++) {
      if (l > 0) {
        activations[l] = x.toFloatArray();
      }
      Network.Layer layer = network.layers().get(l);
      leaves[l] = pass.zeros(new Shape(rows, outputStride[l]));
      leaves[l].setRequiresGradient(true);
      NDArray affine =
          x.matMul(transposedWeights[layer.parameter()]).add(biases[layer.parameter()]);
      x = activate(layer.activation(), affine.add(leaves[l]));
    }
    collector.backward(summedLoss(x, upload(pass, targets, rows, targetStride())));
    for (int l = 0; l < layers; l++) {
      try (NDArray gradient = leaves[l].getGradient()) {
        gradients[l] = gradient.toFloatArray();
      }
    }
    return new RowTrace(activations, gradients, inputStride, outputStride);
  }

  private NDArray summedLoss(NDArray logits, NDArray targets) {
    return network.outputs() == 1
        ? Activation.softPlus(logits).sub(logits.mul(targets)).sum()
        : logits.logSoftmax(1).mul(targets).sum().neg();
  }

  private static NDArray activate(Network.Activation activation, NDArray x) {
    return switch (activation) {
      case IDENTITY -> x;
      case TANH -> Activation.tanh(x);
      case RELU -> Activation.relu(x);
    };
  }

  /** A copy in the engine's own, aligned memory: kernels may differ where alignment does. */
  private static NDArray upload(NDManager manager, float[] values, int rows, int columns) {
    try (NDArray unaligned = manager.create(values, new Shape(rows, columns))) {
      return unaligned.duplicate();
    }
  }

  /** Arrays alive in the engine on behalf of this object. */
  int managedArrays() {
    return manager.getManagedArrays().size() + parameterManager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
