package dev.lethe.training.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.RowLoss;
import dev.lethe.training.kernels.GradientKernels;

/** What only this package may see, opened for measuring: sums without noise, and timed parts. */
public final class EngineDoor {
  private EngineDoor() {}

  public static NDManager manager(DjlEngine engine) {
    return engine.newManager();
  }

  public static double[] rawSum(ClippedGradients gradients, float[] parameters, UnitTable data, int[] units) {
    return gradients.rawSum(parameters, data, units);
  }

  /** As {@link ClippedGradients#open}, with a clock around the engine and around the kernels. */
  public static ClippedGradients open(
      DjlEngine engine, PrivateBlock block, Shape input, RowLoss loss, ClippingRules rules, Clock clock) {
    return ClippedGradients.open(
        clock.around(block.program(engine.engine(), engine.newManager(), input, loss)),
        loss,
        ClippedGradients.offsets(block),
        rules,
        clock.around(GradientKernels.best(engine.threads())));
  }
}
