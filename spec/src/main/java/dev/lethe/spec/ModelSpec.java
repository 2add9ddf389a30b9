package dev.lethe.spec;

import java.util.List;
import java.util.Optional;

/** The architecture. */
public sealed interface ModelSpec {

  /** One affine layer. */
  record LogisticRegression() implements ModelSpec {}

  /**
   * A multi-layer perceptron.
   *
   * @param hidden hidden widths, at least one
   * @param activation activation after each hidden layer
   */
  record Mlp(List<Integer> hidden, Activation activation) implements ModelSpec {
    public Mlp {
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * A convolutional network over grey images: convolutions, each with its activation and pooling,
   * then hidden layers as of a perceptron.
   *
   * @param convolutions at least one
   * @param hidden hidden widths after them, may be empty
   * @param activation after each convolution and hidden layer
   */
  record Cnn(List<Convolution> convolutions, List<Integer> hidden, Activation activation)
      implements ModelSpec {
    public Cnn {
      convolutions = List.copyOf(convolutions);
      hidden = List.copyOf(hidden);
    }

    /**
     * What comes out of the convolutions.
     *
     * @throws IllegalArgumentException if nothing is left of the image
     */
    public ImageExtent extent(ImageExtent image) {
      ImageExtent extent = image;
      for (Convolution convolution : convolutions) {
        extent = extent.after(convolution);
        if (convolution.pool().isPresent()) {
          extent = extent.after(convolution.pool().get());
        }
      }
      return extent;
    }
  }

  /**
   * A square convolution.
   *
   * @param filters output channels
   * @param kernel side of the kernel
   * @param stride in both directions
   * @param padding zeros on every side
   * @param pool maximum taken after the activation, if any
   */
  record Convolution(int filters, int kernel, int stride, int padding, Optional<Pool> pool) {}

  /**
   * The maximum over squares.
   *
   * @param size side of a square
   * @param stride in both directions
   */
  record Pool(int size, int stride) {}

  /** Activation of hidden layers. */
  enum Activation {
    TANH("tanh"),
    RELU("relu");

    private final String tag;

    Activation(String tag) {
      this.tag = tag;
    }

    /** The name used in specs. */
    public String tag() {
      return tag;
    }
  }
}
