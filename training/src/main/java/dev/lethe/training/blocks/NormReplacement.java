package dev.lethe.training.blocks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import dev.lethe.training.blocks.layers.GroupNorm;
import org.jspecify.annotations.Nullable;

/** The per-example norm that stands in for a BatchNorm, with its scale and shift. */
final class NormReplacement {
  private static final int MOST_GROUPS = 32;

  private NormReplacement() {}

  static @Nullable Block of(Block block, String path) {
    if (!(block instanceof BatchNorm norm)) {
      return null;
    }
    if (!norm.isInitialized()) {
      throw new PrivatizationException(
          path, "the norm has no values yet", "Initialize the block first");
    }
    Shape input = norm.getInputShapes()[0];
    int last = input.dimension() - 1;
    int axis = BlockFields.read(norm, BatchNorm.class, "axis", Integer.class, path);
    float epsilon = BlockFields.read(norm, BatchNorm.class, "epsilon", Float.class, path);
    int at = axis < 0 ? axis + input.dimension() : axis;
    if (at == last && last > 0) {
      LayerNorm layer = LayerNorm.builder().axis(last).optEpsilon(epsilon).build();
      return filled(layer, norm, input, path);
    }
    if (at == 1) {
      return filled(GroupNorm.of(groups(input.get(1)), epsilon), norm, input, path);
    }
    throw new PrivatizationException(
        path,
        "a BatchNorm over axis " + axis + " of " + input + " has no counterpart here",
        "Normalise over axis 1 or the last one");
  }

  /** The most groups, up to 32, that divide the channels and hold two of them each at least. */
  private static int groups(long channels) {
    for (int groups = (int) Math.min(MOST_GROUPS, channels / 2); groups > 1; groups--) {
      if (channels % groups == 0) {
        return groups;
      }
    }
    return 1;
  }

  private static Block filled(Block to, BatchNorm from, Shape input, String path) {
    for (String name : new String[] {"gamma", "beta"}) {
      Parameter own = BlockFields.read(from, BatchNorm.class, name, Parameter.class, path);
      NDManager manager = own.getArray().getManager();
      if (!to.isInitialized()) {
        to.initialize(manager, DataType.FLOAT32, input);
      }
      Parameter other = to.getDirectParameters().get(name);
      own.getArray().copyTo(other.getArray());
      other.freeze(!own.requiresGradient());
    }
    return to;
  }
}
