package dev.lethe.training.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.training.initializer.Initializer;
import dev.lethe.training.blocks.layers.GroupNorm;
import dev.lethe.training.blocks.layers.LoraLinear;
import dev.lethe.training.blocks.layers.Residual;
import dev.lethe.training.blocks.layers.RmsNorm;
import dev.lethe.training.blocks.layers.SelfAttention;
import dev.lethe.training.blocks.layers.TransformerEncoder;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every layer that has a twin, in several shapes. */
final class BlockCases {
  /** The paths of the code below that treats every record by itself. */
  static final Set<String> ASSERTED =
      Set.of("01ParallelBlock", "01PointwiseFeedForwardBlock/02LambdaBlock");

  private BlockCases() {}

  private static NDList sum(List<NDList> branches) {
    return new NDList(branches.get(0).head().mul(branches.get(1).head()));
  }

  static Stream<BlockCase> all() {
    return Stream.of(feedForward(), convolutions(), recurrent(), attention(), tables(), tied())
        .flatMap(s -> s);
  }

  private static BlockCase of(String name, Supplier<Block> body, long... input) {
    return new BlockCase(name, body, new Shape(input), 0);
  }

  private static Block prelu() {
    Prelu block = new Prelu();
    block.setInitializer(Initializer.ONES, "alpha");
    return block;
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Stream<BlockCase> feedForward() {
    return Stream.of(
        of("linear", () -> linear(5), 7),
        of(
            "linear, leading axes, no bias",
            () -> Linear.builder().setUnits(5).optBias(false).build(),
            3,
            2,
            6),
        of("wide linear", () -> linear(300), 4, 300),
        of(
            "layer norm",
            () -> new SequentialBlock().add(linear(6)).add(LayerNorm.builder().axis(2).build()),
            4,
            9),
        of("layer norm over two axes", () -> LayerNorm.builder().axis(1, 2).build(), 4, 9),
        of("layer norm without leading", () -> LayerNorm.builder().build(), 11),
        of("prelu", () -> new SequentialBlock().add(linear(5)).add(prelu()), 3, 4),
        of(
            "dropout of rate 0",
            () -> new SequentialBlock().add(linear(5)).add(Dropout.builder().optRate(0).build()),
            4),
        of("parallel", () -> new ParallelBlock(BlockCases::sum, List.of(linear(4), linear(4))), 5),
        of(
            "residual",
            () -> Residual.of(new SequentialBlock().add(linear(6)).add(Activation.reluBlock())),
            6),
        of("rms norm", () -> new SequentialBlock().add(linear(7)).add(RmsNorm.of(1e-6f)), 3, 5),
        of(
            "feed-forward block",
            () -> new PointwiseFeedForwardBlock(List.of(9), 5, Activation::relu),
            3,
            5),
        of("lora", () -> LoraLinear.of((Linear) linear(6), 2, 4), 3, 10));
  }

  private static Stream<BlockCase> convolutions() {
    return Stream.of(
        of(
            "conv1d",
            () -> Conv1d.builder().setFilters(4).setKernelShape(new Shape(3)).build(),
            2,
            9),
        of(
            "conv1d, stride, padding, dilation, groups",
            () ->
                Conv1d.builder()
                    .setFilters(6)
                    .setKernelShape(new Shape(3))
                    .optStride(new Shape(2))
                    .optPadding(new Shape(2))
                    .optDilation(new Shape(2))
                    .optGroups(2)
                    .build(),
            4,
            11),
        of(
            "conv2d",
            () -> Conv2d.builder().setFilters(5).setKernelShape(new Shape(3, 2)).build(),
            3,
            7,
            6),
        of(
            "conv2d, stride, padding, dilation, groups, no bias",
            () ->
                Conv2d.builder()
                    .setFilters(6)
                    .setKernelShape(new Shape(3, 3))
                    .optStride(new Shape(2, 1))
                    .optPadding(new Shape(1, 2))
                    .optDilation(new Shape(1, 2))
                    .optGroups(3)
                    .optBias(false)
                    .build(),
            3,
            9,
            8),
        of(
            "two conv2d and a pool",
            () ->
                new SequentialBlock()
                    .add(
                        Conv2d.builder()
                            .setFilters(8)
                            .setKernelShape(new Shape(4, 4))
                            .optStride(new Shape(2, 2))
                            .build())
                    .add(Activation.tanhBlock())
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(1, 1)))
                    .add(Conv2d.builder().setFilters(7).setKernelShape(new Shape(2, 2)).build()),
            1,
            14,
            14),
        of(
            "conv3d",
            () ->
                Conv3d.builder()
                    .setFilters(3)
                    .setKernelShape(new Shape(2, 3, 2))
                    .optPadding(new Shape(1, 0, 1))
                    .build(),
            2,
            4,
            5,
            4),
        of(
            "group norm",
            () ->
                new SequentialBlock()
                    .add(Conv2d.builder().setFilters(6).setKernelShape(new Shape(3, 3)).build())
                    .add(GroupNorm.of(3, 1e-5f)),
            2,
            6,
            7),
        of("instance norm", () -> GroupNorm.instanceNorm(1e-5f), 3, 10));
  }

  private static <B extends RecurrentBlock.BaseBuilder<B>> B built(B builder) {
    return builder.setStateSize(5).setNumLayers(2).optBatchFirst(true);
  }

  private static Stream<BlockCase> recurrent() {
    return Stream.of(
        of(
            "rnn, tanh",
            () -> built(RNN.builder().setActivation(RNN.Activation.TANH)).build(),
            4,
            3),
        of(
            "rnn, relu, bidirectional, no biases",
            () ->
                built(RNN.builder().setActivation(RNN.Activation.RELU))
                    .optHasBiases(false)
                    .optBidirectional(true)
                    .build(),
            4,
            3),
        of("gru", () -> built(GRU.builder()).build(), 5, 3),
        of(
            "gru, no biases, bidirectional",
            () -> built(GRU.builder()).optHasBiases(false).optBidirectional(true).build(),
            3,
            4),
        of("lstm", () -> built(LSTM.builder()).build(), 5, 3),
        of(
            "lstm, bidirectional, no biases",
            () -> built(LSTM.builder()).optHasBiases(false).optBidirectional(true).build(),
            4,
            2));
  }

  private static Block attention(int width, int heads) {
    return ScaledDotProductAttentionBlock.builder()
        .setEmbeddingSize(width)
        .setHeadCount(heads)
        .optAttentionProbsDropoutProb(0)
        .build();
  }

  private static Stream<BlockCase> attention() {
    return Stream.of(
        of("attention", () -> attention(6, 2), 5, 6),
        of("attention in full lanes", () -> attention(32, 2), 16, 32),
        of("our attention", () -> SelfAttention.of(12, 3), 7, 12),
        of("encoder, norms before", () -> TransformerEncoder.preNorm(8, 2, 12), 5, 8),
        of("encoder, norms after", () -> TransformerEncoder.postNorm(8, 4, 12), 6, 8),
        of(
            "attention with lora",
            () ->
                SelfAttention.of(
                    2,
                    LoraLinear.of((Linear) linear(6), 2, 2),
                    linear(6),
                    LoraLinear.of((Linear) linear(6), 1, 2),
                    linear(6)),
            4,
            6));
  }

  private static Stream<BlockCase> tables() {
    return Stream.of(
        new BlockCase(
            "embedding of few tokens",
            () -> new IdEmbedding.Builder().setEmbeddingSize(5).setDictionarySize(4).build(),
            new Shape(9),
            4),
        new BlockCase(
            "embedding and encoder",
            () ->
                new SequentialBlock()
                    .add(
                        new IdEmbedding.Builder().setEmbeddingSize(8).setDictionarySize(30).build())
                    .add(TransformerEncoder.preNorm(8, 2, 8)),
            new Shape(6),
            30));
  }

  private static Stream<BlockCase> tied() {
    return Stream.of(
        of(
            "one linear three times",
            () -> {
              Block shared = linear(6);
              return new SequentialBlock()
                  .add(shared)
                  .add(Activation.tanhBlock())
                  .add(shared)
                  .add(Activation.tanhBlock())
                  .add(shared);
            },
            2,
            6),
        of(
            "a frozen layer between",
            () -> {
              Block frozen = linear(6);
              frozen.freezeParameters(true);
              return new SequentialBlock()
                  .add(linear(4))
                  .add(Blocks.identityBlock())
                  .add(frozen)
                  .add(linear(5));
            },
            4));
  }
}
