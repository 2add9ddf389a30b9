package dev.lethe.training.blocks;

import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the parameters of a block; one that is used twice keeps its first number. */
final class Slots {
  private final Map<Parameter, Slot> known = new IdentityHashMap<>();
  private final List<Slot> all = new ArrayList<>();
  private final List<TrainedParameter> trained = new ArrayList<>();
  private int dimension;

  Slot of(Parameter parameter, String path) {
    Slot slot = known.get(parameter);
    if (slot != null) {
      return slot;
    }
    if (!parameter.isInitialized()) {
      throw new PrivatizationException(
          path, "the parameter has no values yet", "Initialize the block first");
    }
    int trainedIndex = Site.NONE;
    if (parameter.requiresGradient()) {
      trainedIndex = trained.size();
      TrainedParameter added = new TrainedParameter(path, parameter, dimension);
      dimension = Math.addExact(dimension, added.size());
      trained.add(added);
    }
    Slot added = new Slot(all.size(), trainedIndex, parameter);
    known.put(parameter, added);
    all.add(added);
    return added;
  }

  List<Slot> all() {
    return List.copyOf(all);
  }

  List<TrainedParameter> trained() {
    return List.copyOf(trained);
  }
}
