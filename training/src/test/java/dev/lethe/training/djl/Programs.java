package dev.lethe.training.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.training.blocks.BlockProgram;
import dev.lethe.training.blocks.PrivateBlock;
import java.util.List;
import java.util.Set;

/** Real programs of networks, for tests that look into them. */
final class Programs {
  private Programs() {}

  static BlockProgram of(DjlEngine engine, Network network) {
    try (NDManager manager = engine.newManager()) {
      PrivateBlock block = PrivateBlock.privatize(NetworkBlocks.of(network, manager), Set.of());
      return new BlockProgram(
          engine.engine(),
          engine.newManager(),
          block,
          new Shape(network.inputs()),
          ClippedGradients.lossOf(network));
    }
  }

  static List<Integer> offsets(DjlEngine engine, Network network) {
    try (NDManager manager = engine.newManager()) {
      return ClippedGradients.offsets(
          PrivateBlock.privatize(NetworkBlocks.of(network, manager), Set.of()));
    }
  }
}
