package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network unrolled over time: its inputs' part is one affine map over all positions,
 * its state's part one per position, so that every use of a parameter is recorded.
 *
 * @param layers from the first on; each has its directions, forward first
 */
record RecurrentTwin(Cell cell, int state, List<List<Direction>> layers) implements Twin {

  /** The parameters of one direction of one layer. */
  record Direction(
      Slot inputWeight, @Nullable Slot inputBias, Slot stateWeight, @Nullable Slot stateBias) {}

  /** How the next state follows. */
  enum Cell {
    TANH,
    RELU,
    GRU,
    LSTM
  }

  @Override
  public NDList forward(Pass pass, NDList inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("a recurrent block here starts from a state of zeros");
    }
    NDArray x = inputs.head();
    for (List<Direction> directions : layers) {
      NDArray out = run(pass, x, directions.get(0), false);
      x = directions.size() == 1 ? out : out.concat(run(pass, x, directions.get(1), true), 2);
    }
    return new NDList(x);
  }

  private NDArray run(Pass pass, NDArray x, Direction direction, boolean backward) {
    int times = Math.toIntExact(x.getShape().get(1));
    NDArray projected = pass.linear(x, direction.inputWeight, direction.inputBias);
    NDArray hidden = pass.manager().zeros(new Shape(pass.rows(), state));
    NDArray memory = hidden;
    NDArray[] outputs = new NDArray[times];
    for (int step = 0; step < times; step++) {
      int t = backward ? times - 1 - step : step;
      NDArray in = projected.get(new NDIndex().addAllDim().addIndices(t));
      NDArray own = pass.linear(hidden, direction.stateWeight, direction.stateBias);
      switch (cell) {
        case TANH -> hidden = Activation.tanh(in.add(own));
        case RELU -> hidden = Activation.relu(in.add(own));
        case GRU -> {
          // Slices of one array: the engine's sigmoid then treats each row like any other.
          NDArray both = in.add(own);
          NDArray reset = Activation.sigmoid(gate(both, 0));
          NDArray keep = Activation.sigmoid(gate(both, 1));
          NDArray fresh = Activation.tanh(gate(in, 2).add(reset.mul(gate(own, 2))));
          hidden = fresh.add(keep.mul(hidden.sub(fresh)));
        }
        case LSTM -> {
          NDArray all = in.add(own);
          NDArray kept = Activation.sigmoid(gate(all, 1)).mul(memory);
          memory = kept.add(Activation.sigmoid(gate(all, 0)).mul(Activation.tanh(gate(all, 2))));
          hidden = Activation.sigmoid(gate(all, 3)).mul(Activation.tanh(memory));
        }
      }
      outputs[t] = hidden;
    }
    return NDArrays.stack(new NDList(outputs), 1);
  }

  private NDArray gate(NDArray all, int number) {
    return all.get(
        new NDIndex().addAllDim().addSliceDim((long) number * state, (number + 1L) * state));
  }
}
