package dev.lethe.training.djl;

import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageExtent;
import dev.lethe.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A chain of affine layers, convolutions and maxima: the output of every row follows from that row
 * alone. Affine layers may share a parameter, and a parameter is a weight matrix with its bias.
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

  /** One step from a row's input to its output. */
  public sealed interface Layer {
    /** Values that enter. */
    int inputs(Network network);

    /** Values that leave. */
    int outputs(Network network);
  }

  /**
   * An affine map.
   *
   * @param parameter its index
   * @param activation what follows
   */
  public record Affine(int parameter, Activation activation) implements Layer {
    @Override
    public int inputs(Network network) {
      return network.parameters.get(parameter).inputs();
    }

    @Override
    public int outputs(Network network) {
      return network.parameters.get(parameter).outputs();
    }
  }

  /**
   * A convolution over images; its parameter's inputs are channels, rows and columns of the kernel.
   *
   * @param parameter its index
   * @param image what enters
   * @param convolution without its pool
   * @param activation what follows
   */
  public record Convolved(
      int parameter, ImageExtent image, ModelSpec.Convolution convolution, Activation activation)
      implements Layer {
    @Override
    public int inputs(Network network) {
      return image.size();
    }

    @Override
    public int outputs(Network network) {
      return image.after(convolution).size();
    }
  }

  /**
   * The maximum over squares.
   *
   * @param image what enters
   * @param pool the squares
   */
  public record Pooled(ImageExtent image, ModelSpec.Pool pool) implements Layer {
    @Override
    public int inputs(Network network) {
      return image.size();
    }

    @Override
    public int outputs(Network network) {
      return image.after(pool).size();
    }
  }

  /** Seeds the public starting point, so that a run can be understood from its spec. */
  private static final long INITIAL_SEED = 0x4c65746865L;

  private final List<Parameter> parameters;
  private final List<Layer> layers;

  private Network(List<Parameter> parameters, List<Layer> layers) {
    this.parameters = List.copyOf(parameters);
    this.layers = List.copyOf(layers);
    for (int l = 1; l < layers.size(); l++) {
      if (layers.get(l - 1).outputs(this) != layers.get(l).inputs(this)) {
        throw new IllegalArgumentException("layer " + l + " does not fit the one before it");
      }
    }
  }

  /**
   * @param model the architecture
   * @param features encoding of the inputs
   * @param outputs 1 logit for a binary label, otherwise one per class
   */
  public static Network of(ModelSpec model, FeatureSpec features, int outputs) {
    if (model instanceof ModelSpec.Cnn cnn) {
      return convolutional(cnn, ImageExtent.of(features), outputs);
    }
    return of(model, features.width(), outputs);
  }

  /**
   * A model that does not look at how its inputs lie.
   *
   * @param model the architecture, no convolution
   * @param inputs encoded input width
   * @param outputs 1 logit for a binary label, otherwise one per class
   */
  public static Network of(ModelSpec model, int inputs, int outputs) {
    if (model instanceof ModelSpec.Cnn) {
      throw new IllegalArgumentException("a convolution needs images as features");
    }
    List<Layer> layers = new ArrayList<>();
    List<int[]> shapes = new ArrayList<>();
    if (model instanceof ModelSpec.Mlp mlp) {
      perceptron(mlp.hidden(), activation(mlp.activation()), inputs, outputs, shapes, layers);
    } else {
      perceptron(List.of(), Activation.IDENTITY, inputs, outputs, shapes, layers);
    }
    return chain(shapes, layers);
  }

  private static Network convolutional(ModelSpec.Cnn cnn, ImageExtent image, int outputs) {
    List<Layer> layers = new ArrayList<>();
    List<int[]> shapes = new ArrayList<>();
    Activation activation = activation(cnn.activation());
    ImageExtent extent = image;
    for (ModelSpec.Convolution convolution : cnn.convolutions()) {
      int side = convolution.kernel();
      shapes.add(new int[] {extent.channels() * side * side, convolution.filters()});
      layers.add(new Convolved(shapes.size() - 1, extent, convolution, activation));
      extent = extent.after(convolution);
      if (convolution.pool().isPresent()) {
        layers.add(new Pooled(extent, convolution.pool().get()));
        extent = extent.after(convolution.pool().get());
      }
    }
    perceptron(cnn.hidden(), activation, extent.size(), outputs, shapes, layers);
    return chain(shapes, layers);
  }

  private static void perceptron(
      List<Integer> hidden,
      Activation activation,
      int inputs,
      int outputs,
      List<int[]> shapes,
      List<Layer> layers) {
    int width = inputs;
    for (int next : hidden) {
      shapes.add(new int[] {width, next});
      layers.add(new Affine(shapes.size() - 1, activation));
      width = next;
    }
    shapes.add(new int[] {width, outputs});
    layers.add(new Affine(shapes.size() - 1, Activation.IDENTITY));
  }

  private static Activation activation(ModelSpec.Activation activation) {
    return switch (activation) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
    };
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

  /** Number of values in all parameters, d. */
  public int dimension() {
    return parameters.get(parameters.size() - 1).end();
  }

  /** Input width. */
  public int inputs() {
    return layers.get(0).inputs(this);
  }

  /** Output width. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs(this);
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
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      double limit = Math.sqrt(6.0 / (p.inputs() + (double) p.outputs() * kernel(i)));
      for (int k = p.offset(); k < p.biasOffset(); k++) {
        values[k] = limit * (2 * random.nextDouble() - 1);
      }
    }
    return values;
  }

  /** Positions of the kernel that a parameter belongs to; 1 for an affine map. */
  private int kernel(int parameter) {
    for (Layer layer : layers) {
      if (layer instanceof Convolved convolved && convolved.parameter() == parameter) {
        return convolved.convolution().kernel() * convolved.convolution().kernel();
      }
    }
    return 1;
  }
}
