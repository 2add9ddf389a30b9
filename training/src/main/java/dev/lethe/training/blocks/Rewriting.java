package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.util.Pair;
import dev.lethe.training.blocks.layers.Residual;
import dev.lethe.training.blocks.layers.SelfAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives back a tree with some blocks replaced. Blocks below which nothing was replaced are the very
 * ones that came in, with their parameters; what holds a replaced one is built anew.
 */
final class Rewriting {
  private final BiFunction<Block, String, @Nullable Block> replacement;

  /**
   * @param replacement of a block at a path, or null to look into it
   */
  Rewriting(BiFunction<Block, String, @Nullable Block> replacement) {
    this.replacement = replacement;
  }

  Block of(Block block, String path) {
    Block other = replacement.apply(block, path);
    if (other != null) {
      return other;
    }
    List<Block> children = new ArrayList<>();
    boolean changed = false;
    for (Pair<String, Block> child : block.getChildren()) {
      String below = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
      Block now = of(child.getValue(), below);
      children.add(now);
      changed |= now != child.getValue();
    }
    return changed ? rebuilt(block, children, path) : block;
  }

  @SuppressWarnings("unchecked") // the field's declared type
  private static Block rebuilt(Block block, List<Block> children, String path) {
    Class<?> code = Twins.forwardOf(block);
    if (code == SequentialBlock.class
        && !BlockFields.read(
            block, SequentialBlock.class, "returnIntermediate", Boolean.class, path)) {
      return new SequentialBlock().addAll(children);
    }
    if (code == ParallelBlock.class) {
      Function<List<NDList>, NDList> combine =
          BlockFields.read(block, ParallelBlock.class, "function", Function.class, path);
      return new ParallelBlock(combine, children);
    }
    if (block instanceof Residual) {
      return Residual.of(children.get(0));
    }
    if (block instanceof SelfAttention attention) {
      return attention(attention.heads(), children);
    }
    if (block instanceof ScaledDotProductAttentionBlock) {
      Twins.refuse(children.get(4), path + "/probabilityDropout");
      return attention(
          BlockFields.read(
              block, ScaledDotProductAttentionBlock.class, "headCount", Integer.class, path),
          children);
    }
    if (code == TransformerEncoderBlock.class) {
      for (String dropout : List.of("selfAttentionDropout", "fullyConnectedDropout")) {
        Twins.refuse(
            BlockFields.read(block, TransformerEncoderBlock.class, dropout, Dropout.class, path),
            path + "/" + dropout);
      }
      // As DJL computes it: the second sum adds the input of the whole block.
      Block inner =
          new SequentialBlock()
              .add(Residual.of(children.get(0)))
              .add(children.get(1))
              .add(children.get(2));
      return new SequentialBlock().add(Residual.of(inner)).add(children.get(3));
    }
    throw new PrivatizationException(
        path.isEmpty() ? "the block" : path,
        block.getClass().getName() + " cannot be built anew around the replaced block",
        "Build it from Sequential, Parallel and Residual blocks");
  }

  private static Block attention(int heads, List<Block> children) {
    return SelfAttention.of(
        heads, children.get(0), children.get(1), children.get(2), children.get(3));
  }
}
