package dev.lethe.training.blocks;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.recurrent.RecurrentBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the twins of RNN, GRU and LSTM, or refuses what they were built with. */
final class RecurrentTwins {
  private final RecurrentBlock block;
  private final Slots slots;
  private final String path;

  RecurrentTwins(RecurrentBlock block, Slots slots, String path) {
    this.block = block;
    this.slots = slots;
    this.path = path;
  }

  RecurrentTwin twin() {
    if (!read("batchFirst", Boolean.class)) {
      throw new PrivatizationException(
          path, "its first axis is time, not the record", "Build it with optBatchFirst(true)");
    }
    if (read("returnState", Boolean.class)) {
      throw new PrivatizationException(
          path, "it returns its states too", "Build it with optReturnState(false)");
    }
    if (read("dropRate", Float.class) != 0) {
      throw new PrivatizationException(
          path,
          "its dropout draws from the engine's generator, so a record's result would not follow"
              + " from the record alone",
          "Build it without: the noise regularises already");
    }
    int layers = read("numLayers", Integer.class);
    boolean bidirectional = read("bidirectional", Boolean.class);
    if (bidirectional && read("hasBiases", Boolean.class)) {
      throw new PrivatizationException(
          path,
          "DJL hands the biases of a bidirectional block to PyTorch in the wrong order, and fails",
          "Build it with optHasBiases(false), or in one direction");
    }
    List<List<RecurrentTwin.Direction>> all = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      all.add(
          bidirectional
              ? List.of(direction("l", layer), direction("r", layer))
              : List.of(direction("l", layer)));
    }
    return new RecurrentTwin(cell(), Math.toIntExact(read("stateSize", Long.class)), all);
  }

  private RecurrentTwin.Cell cell() {
    if (block instanceof GRU) {
      return RecurrentTwin.Cell.GRU;
    }
    if (block instanceof LSTM) {
      return RecurrentTwin.Cell.LSTM;
    }
    return BlockFields.read(block, RNN.class, "activation", RNN.Activation.class, path)
            == RNN.Activation.TANH
        ? RecurrentTwin.Cell.TANH
        : RecurrentTwin.Cell.RELU;
  }

  private RecurrentTwin.Direction direction(String side, int layer) {
    String from = side + "_" + layer + "_";
    return new RecurrentTwin.Direction(
        slot(from + "i2h_WEIGHT"),
        bias(from + "i2h_BIAS"),
        slot(from + "h2h_WEIGHT"),
        bias(from + "h2h_BIAS"));
  }

  private @Nullable Slot bias(String name) {
    return read("hasBiases", Boolean.class) ? slot(name) : null;
  }

  private Slot slot(String name) {
    Parameter parameter = ((Block) block).getDirectParameters().get(name);
    if (parameter == null) {
      throw new PrivatizationException(
          path, "this version of DJL has no parameter " + name, "Use DJL 0.38");
    }
    return slots.of(parameter, path + "/" + name);
  }

  private <T> T read(String field, Class<T> type) {
    return BlockFields.read(block, RecurrentBlock.class, field, type, path);
  }
}
