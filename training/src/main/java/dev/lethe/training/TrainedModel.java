package dev.lethe.training;

import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.training.djl.Network;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model with the public encoding of its inputs: everything that a prediction needs, and nothing
 * that was not released. It runs without the tensor engine.
 */
public final class TrainedModel {
  private final FeatureSpec features;
  private final LabelSpec label;
  private final ModelSpec architecture;
  private final ModelStatus status;
  private final Network network;
  private final float[] parameters;
  private final Forward forward;

  TrainedModel(
      FeatureSpec features,
      LabelSpec label,
      ModelSpec architecture,
      ModelStatus status,
      float[] parameters) {
    this.features = features;
    this.label = label;
    this.architecture = architecture;
    this.status = status;
    this.network = networkOf(features, label, architecture);
    this.parameters = parameters;
    if (parameters.length != network.dimension()) {
      throw new IllegalArgumentException("parameters and architecture do not fit together");
    }
    this.forward = new Forward(network, parameters);
  }

  static Network networkOf(FeatureSpec features, LabelSpec label, ModelSpec architecture) {
    int outputs = label instanceof LabelSpec.Binary ? 1 : label.classes();
    return Network.of(architecture, features, outputs);
  }

  /**
   * Reads a model folder; every byte of it is covered by the digests of its manifest.
   *
   * @throws ModelException if it is no model, or a file is not what the manifest says
   * @throws IOException if a file cannot be read
   */
  public static TrainedModel load(Path modelDir) throws IOException {
    return ModelFolder.load(modelDir);
  }

  /**
   * Writes {@code manifest.json}, {@code model.json}, {@code preprocessing.json} and {@code
   * weights.safetensors} into a new folder: afterwards it is there whole, or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
   * @throws IOException if it cannot be written
   */
  public void save(Path modelDir) throws IOException {
    ModelFolder.save(this, modelDir);
  }

  /** SHA-256 in hex of the manifest, which holds the SHA-256 of every other file in order. */
  public String digest() {
    return ModelFolder.digest(this);
  }

  /**
   * Class probabilities.
   *
   * @param rows encoded inputs, row-major
   * @param count number of rows
   * @return for each row one probability per class; the second is that of the positive class where
   *     the label is binary
   */
  public float[][] predict(float[] rows, int count) {
    if (rows.length != (long) count * network.inputs()) {
      throw new IllegalArgumentException(
          "expected " + count + " rows of " + network.inputs() + " inputs");
    }
    float[][] result = new float[count][];
    for (int r = 0; r < count; r++) {
      double[] logs = logProbabilities(rows, r);
      result[r] = new float[logs.length];
      for (int c = 0; c < logs.length; c++) {
        result[r][c] = (float) Math.exp(logs[c]);
      }
    }
    return result;
  }

  double[] logProbabilities(float[] rows, int row) {
    return Forward.logProbabilities(forward.logits(rows, row));
  }

  /** How inputs are encoded. */
  public FeatureSpec features() {
    return features;
  }

  /** How labels are read. */
  public LabelSpec label() {
    return label;
  }

  /** The architecture. */
  public ModelSpec architecture() {
    return architecture;
  }

  /** Whether it took all its steps. */
  public ModelStatus status() {
    return status;
  }

  /** Number of classes. */
  public int classes() {
    return label.classes();
  }

  /** A copy of the flat parameters: per layer the weights, output by output, then the bias. */
  public float[] parameters() {
    return parameters.clone();
  }

  Network network() {
    return network;
  }
}
