package dev.lethe.training.trainer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.TrainedParameter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DJL's own optimizer, given noised gradients and nothing else: its momenta, its learning-rate
 * tracker and its weight decay are post-processing.
 */
final class DjlUpdates {
  /** Where each optimizer keeps its state; all of it starts from zeros. */
  private static final Map<Class<?>, List<String>> STATES =
      Map.of(
          Sgd.class, List.of("momentumStates"),
          Adam.class, List.of("means", "variances"),
          AdamW.class, List.of("means", "variances"));

  private final Optimizer optimizer;
  private final List<Map<String, Map<Device, NDArray>>> states;
  private final PrivateBlock block;
  private final NDManager manager;
  private long updates;

  /**
   * @param optimizer fresh
   * @param manager the model's
   * @throws PrivateTrainerException if it is not known, or has taken steps before
   */
  @SuppressWarnings("unchecked") // the fields' declared type
  DjlUpdates(Optimizer optimizer, PrivateBlock block, NDManager manager) {
    this.optimizer = optimizer;
    this.block = block;
    this.manager = manager;
    List<String> fields = STATES.get(optimizer.getClass());
    if (fields == null) {
      throw new PrivateTrainerException(
          "the optimizer "
              + optimizer.getClass().getName()
              + " is not known here, or DJL does not support it with PyTorch",
          "Use Optimizer.sgd(), adam() or adamW()");
    }
    this.states =
        fields.stream()
            .map(
                name ->
                    (Map<String, Map<Device, NDArray>>)
                        DjlFields.read(optimizer, optimizer.getClass(), name, Map.class))
            .toList();
    if (!counts().isEmpty()) {
      throw new PrivateTrainerException(
          "the optimizer has taken steps before, and its momenta may hold private gradients",
          "Make a new optimizer for this training");
    }
  }

  /**
   * One step on the block's own parameters.
   *
   * @param normaliser public divisor of the sum
   */
  void step(PrivatizedGradient gradient, double normaliser) {
    double[] mean = gradient.dividedBy(normaliser);
    try (NDManager step = manager.newSubManager()) {
      for (TrainedParameter p : block.parameters()) {
        float[] own = new float[p.size()];
        for (int i = 0; i < own.length; i++) {
          own[i] = (float) mean[p.offset() + i];
        }
        NDArray noised = step.create(own, p.shape());
        optimizer.update(p.parameter().getId(), p.parameter().getArray(), noised);
      }
    }
    updates++;
  }

  /** Values of {@link #state()}. */
  int stateSize() {
    return Math.addExact(1, Math.multiplyExact(states.size(), block.dimension()));
  }

  /** All that the next step depends on beside the parameters. */
  double[] state() {
    double[] flat = new double[stateSize()];
    for (int s = 0; s < states.size(); s++) {
      for (TrainedParameter p : block.parameters()) {
        Map<Device, NDArray> kept = states.get(s).get(p.parameter().getId());
        if (kept != null) {
          float[] values = kept.values().iterator().next().toFloatArray();
          for (int i = 0; i < values.length; i++) {
            flat[s * block.dimension() + p.offset() + i] = values[i];
          }
        }
      }
    }
    flat[flat.length - 1] = updates;
    return flat;
  }

  /** Goes on from a state. */
  void restore(double[] flat) {
    updates = (long) flat[flat.length - 1];
    if (updates == 0) {
      return;
    }
    int begin = DjlFields.read(optimizer, Optimizer.class, "beginNumUpdate", Integer.class);
    int count = Math.toIntExact(begin + updates);
    for (TrainedParameter p : block.parameters()) {
      String id = p.parameter().getId();
      counts().put(id, count);
      for (int s = 0; s < states.size(); s++) {
        float[] own = new float[p.size()];
        for (int i = 0; i < own.length; i++) {
          own[i] = (float) flat[s * block.dimension() + p.offset() + i];
        }
        NDArray array = manager.create(own, p.shape());
        array.detach();
        Map<Device, NDArray> byDevice = new ConcurrentHashMap<>();
        byDevice.put(p.parameter().getArray().getDevice(), array);
        states.get(s).put(id, byDevice);
      }
    }
    DjlFields.write(optimizer, Optimizer.class, "numUpdate", count);
  }

  @SuppressWarnings("unchecked") // the field's declared type
  private Map<String, Integer> counts() {
    return DjlFields.read(optimizer, Optimizer.class, "updateCounts", Map.class);
  }
}
