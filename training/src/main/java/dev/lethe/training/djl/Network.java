package dev.lethe.training.djl;

import dev.lethe.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A chain of affine layers: the output of every row follows from that row alone. Layers may share a
 * parameter, and a parameter is a weight matrix with its bias.
 *
 * <p>Parameters lie in one flat vector: for each parameter the weights, output by output, then the
 * bias. All of it is public.
 */
public final class Network {
  /** What follows an affine map. */
  public enum Activation {
    IDENTITY,
    TANH,
    RELU
  }

  /**
   * A weight matrix and bias.
   *
   * @param inputs columns of the matrix
   * @param outputs rows of the matrix
   * @param offset where it starts in the flat vector
   */
  public record Parameter(int inputs, int outputs, int offset) {
    /** Where the bias starts in the flat vector. */
    public int biasOffset() {
      return offset + inputs * outputs;
    }

    int end() {
      return biasOffset() + outputs;
    }
  }

  /**
   * One use of a parameter.
   *
   * @param parameter its index
   * @param activation what follows
   */
  public record Layer(int parameter, Activation activation) {}

  /** Seeds the public starting point, so that a run can be understood from its spec. */
  private static final long INITIAL_SEED = 0x4c65746865L;

  private final List<Parameter> parameters;
  private final List<Layer> layers;

  private Network(List<Parameter> parameters, List<Layer> layers) {
    this.parameters = List.copyOf(parameters);
    this.layers = List.copyOf(layers);
    for (int l = 1; l < layers.size(); l++) {
      if (parameter(l - 1).outputs() != parameter(l).inputs()) {
        throw new IllegalArgumentException("layer " + l + " does not fit the one before it");
      }
    }
  }

  /**
   * @param model the architecture
   * @param inputs encoded input width
   * @param outputs 1 logit for a binary label, otherwise one per class
   */
  public static Network of(ModelSpec model, int inputs, int outputs) {
    List<Layer> layers = new ArrayList<>();
    List<int[]> shapes = new ArrayList<>();
    int width = inputs;
    if (model instanceof ModelSpec.Mlp mlp) {
      Activation activation =
          switch (mlp.activation()) {
            case TANH -> Activation.TANH;
            case RELU -> Activation.RELU;
          };
      for (int hidden : mlp.hidden()) {
        shapes.add(new int[] {width, hidden});
        layers.add(new Layer(layers.size(), activation));
        width = hidden;
      }
    }
    shapes.add(new int[] {width, outputs});
    layers.add(new Layer(layers.size(), Activation.IDENTITY));
    return chain(shapes, layers);
  }

  /**
   * @param shapes inputs and outputs of each parameter
   * @param layers uses, in order; a parameter may be used more than once
   */
  static Network chain(List<int[]> shapes, List<Layer> layers) {
    List<Parameter> parameters = new ArrayList<>();
    int offset = 0;
    for (int[] shape : shapes) {
      Parameter parameter = new Parameter(shape[0], shape[1], offset);
      parameters.add(parameter);
      offset =
          Math.addExact(offset, Math.addExact(Math.multiplyExact(shape[0], shape[1]), shape[1]));
    }
    return new Network(parameters, layers);
  }

  /** All parameters. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** All uses, in order. */
  public List<Layer> layers() {
    return layers;
  }

  /** The parameter that a layer uses. */
  public Parameter parameter(int layer) {
    return parameters.get(layers.get(layer).parameter());
  }

  /** Number of values in all parameters, d. */
  public int dimension() {
    return parameters.get(parameters.size() - 1).end();
  }

  /** Input width. */
  public int inputs() {
    return parameter(0).inputs();
  }

  /** Output width. */
  public int outputs() {
    return parameter(layers.size() - 1).outputs();
  }

  /** Layers that use the most shared parameter. */
  int mostUses() {
    int[] uses = new int[parameters.size()];
    int most = 0;
    for (Layer layer : layers) {
      most = Math.max(most, ++uses[layer.parameter()]);
    }
    return most;
  }

  /**
   * The public starting point: zero for a single layer, Glorot's uniform distribution with a fixed
   * seed for more.
   */
  public double[] initialParameters() {
    double[] values = new double[dimension()];
    if (layers.size() == 1) {
      return values;
    }
    Random random = new Random(INITIAL_SEED);
    for (Parameter p : parameters) {
      double limit = Math.sqrt(6.0 / (p.inputs() + p.outputs()));
      for (int i = p.offset(); i < p.biasOffset(); i++) {
        values[i] = limit * (2 * random.nextDouble() - 1);
      }
    }
    return values;
  }
}
