package dev.lethe.spec;

import java.util.List;

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
