package dev.lethe.training.blocks.layers;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/**
 * Builds transformer encoder blocks with LayerNorm out of pieces that treat each example by itself,
 * over {@code [examples, positions, width]}. DJL's own uses BatchNorm.
 */
public final class TransformerEncoder {
  private TransformerEncoder() {}

  /**
   * Normalises before attention and before the feed-forward part: trains well without a warm-up.
   *
   * @param width of a position
   * @param heads divide the width
   * @param hidden width of the feed-forward part
   */
  public static SequentialBlock preNorm(int width, int heads, int hidden) {
    return new SequentialBlock()
        .add(Residual.of(new SequentialBlock().add(norm()).add(SelfAttention.of(width, heads))))
        .add(Residual.of(new SequentialBlock().add(norm()).add(feedForward(width, hidden))));
  }

  /**
   * Normalises after each sum, as Vaswani et al. 2017 have it.
   *
   * @param width of a position
   * @param heads divide the width
   * @param hidden width of the feed-forward part
   */
  public static SequentialBlock postNorm(int width, int heads, int hidden) {
    return new SequentialBlock()
        .add(Residual.of(SelfAttention.of(width, heads)))
        .add(norm())
        .add(Residual.of(feedForward(width, hidden)))
        .add(norm());
  }

  private static Block norm() {
    return LayerNorm.builder().axis(2).build();
  }

  private static SequentialBlock feedForward(int width, int hidden) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(hidden).build())
        .add(Activation.geluBlock())
        .add(Linear.builder().setUnits(width).build());
  }
}
