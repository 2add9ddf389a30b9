package dev.lethe.training.blocks;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.lethe.training.blocks.layers.LoraLinear;
import java.util.IdentityHashMap;
import java.util.Map;

/** Puts low-rank adapters into a tree and freezes all else (Hu et al. 2021). */
public final class Lora {
  private Lora() {}

  /**
   * Wraps every Linear, those of attention too; one that is used in several places is adapted once.
   *
   * @param block initialized; its own parameters are frozen by this
   * @param rank of the adapters
   * @param alpha what is learned counts alpha / rank times
   * @return a tree on the same frozen parameters
   * @throws PrivatizationException if a block around a Linear cannot be built anew
   */
  public static Block adapt(Block block, int rank, float alpha) {
    for (Pair<String, Parameter> p : block.getParameters()) {
      p.getValue().freeze(true);
    }
    Map<Linear, LoraLinear> adapted = new IdentityHashMap<>();
    Rewriting rewriting =
        new Rewriting(
            (found, path) -> {
              if (found instanceof LoraLinear lora) {
                return lora;
              }
              return found instanceof Linear linear
                  ? adapted.computeIfAbsent(linear, l -> around(l, rank, alpha))
                  : null;
            });
    return rewriting.of(block, "");
  }

  private static LoraLinear around(Linear linear, int rank, float alpha) {
    LoraLinear lora = LoraLinear.of(linear, rank, alpha);
    Parameter weight = linear.getDirectParameters().get("weight");
    lora.initialize(
        weight.getArray().getManager(), DataType.FLOAT32, new Shape(1, weight.getShape().get(1)));
    return lora;
  }
}
