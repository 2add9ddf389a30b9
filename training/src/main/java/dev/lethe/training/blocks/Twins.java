package dev.lethe.training.blocks;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.ConstantEmbedding;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.util.Pair;
import dev.lethe.training.blocks.layers.GroupNorm;
import dev.lethe.training.blocks.layers.LoraLinear;
import dev.lethe.training.blocks.layers.Residual;
import dev.lethe.training.blocks.layers.RmsNorm;
import dev.lethe.training.blocks.layers.SelfAttention;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks a block tree and builds its twin, or refuses with path and remedy. */
final class Twins {
  private final Slots slots;
  private final Set<String> asserted;
  private final List<String> assertions = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /**
   * @param asserted paths of blocks with code of the user's that acts per example, by the user's
   *     word
   */
  Twins(Slots slots, Set<String> asserted) {
    this.slots = slots;
    this.asserted = Set.copyOf(asserted);
  }

  /** Paths of the user's assertions that the twin rests on. */
  List<String> assertions() {
    return List.copyOf(assertions);
  }

  /** Paths of blocks that are not known. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  Twin of(Block block, String path) {
    refuse(block, path);
    Twin twin = known(block, path);
    if (twin == null) {
      unknown.add(path + " (" + block.getClass().getName() + ")");
      return new UnknownTwin(path);
    }
    return twin;
  }

  private @Nullable Twin known(Block block, String path) {
    Class<?> code = forwardOf(block);
    if (code == SequentialBlock.class) {
      return sequential((SequentialBlock) block, path);
    }
    if (code == ParallelBlock.class) {
      return parallel((ParallelBlock) block, path);
    }
    if (code == LambdaBlock.class) {
      LambdaBlock lambda = (LambdaBlock) block;
      requireAsserted(
          BlockFields.read(lambda, LambdaBlock.class, "lambda", Function.class, path), path);
      return new LambdaTwin(lambda);
    }
    if (code == Dropout.class) {
      return (pass, inputs) -> inputs;
    }
    if (code == ConstantEmbedding.class) {
      return new LambdaTwin(block);
    }
    if (code == RNN.class || code == GRU.class || code == LSTM.class) {
      return new RecurrentTwins((RecurrentBlock) block, slots, path).twin();
    }
    if (block instanceof ScaledDotProductAttentionBlock attention) {
      return attention(attention, path);
    }
    Twin leaf = withParameters(block, code, path);
    return leaf == null ? ours(block, path) : leaf;
  }

  /** The class whose forward code the block runs: a subclass may bring its own. */
  static @Nullable Class<?> forwardOf(Block block) {
    for (Class<?> c = block.getClass(); c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals("forwardInternal") || method.getName().equals("forward")) {
          return c;
        }
      }
    }
    return null;
  }

  private @Nullable Twin withParameters(Block block, @Nullable Class<?> code, String path) {
    if (code == Linear.class) {
      return new LinearTwin(
          slot(block, Linear.class, "weight", path), optional(block, Linear.class, "bias", path));
    }
    if (code == Convolution.class) {
      return convolution((Convolution) block, path);
    }
    if (code == Embedding.class) {
      return new EmbeddingTwin(slot(block, Embedding.class, "embedding", path));
    }
    if (code == IdEmbedding.class) {
      return new EmbeddingTwin(slot(block, IdEmbedding.class, "embedding", path));
    }
    if (code == LayerNorm.class) {
      return new LayerNormTwin(
          slot(block, LayerNorm.class, "gamma", path),
          slot(block, LayerNorm.class, "beta", path),
          BlockFields.read(block, LayerNorm.class, "normalizedShape", Shape.class, path),
          BlockFields.read(block, LayerNorm.class, "epsilon", Float.class, path));
    }
    return code == Prelu.class ? new PreluTwin(slot(block, Prelu.class, "alpha", path)) : null;
  }

  private @Nullable Twin ours(Block block, String path) {
    if (block instanceof GroupNorm norm) {
      return new GroupNormTwin(norm, own(norm.gamma(), path), own(norm.beta(), path));
    }
    if (block instanceof RmsNorm norm) {
      return new RmsNormTwin(norm, own(norm.gamma(), path));
    }
    if (block instanceof Residual residual) {
      return new ResidualTwin(of(residual.branch(), child(path, "branch")));
    }
    if (block instanceof LoraLinear lora) {
      return new LoraTwin(
          of(lora.base(), child(path, "base")),
          own(lora.down(), path),
          own(lora.up(), path),
          lora.scale());
    }
    if (block instanceof SelfAttention attention) {
      return new AttentionTwin(
          path,
          attention.heads(),
          of(attention.key(), child(path, "keyProjection")),
          of(attention.query(), child(path, "queryProjection")),
          of(attention.value(), child(path, "valueProjection")),
          of(attention.result(), child(path, "resultProjection")));
    }
    return null;
  }

  private Twin attention(ScaledDotProductAttentionBlock block, String path) {
    refuse(
        BlockFields.read(
            block,
            ScaledDotProductAttentionBlock.class,
            "attentionProbsDropout",
            Dropout.class,
            path),
        child(path, "probabilityDropout"));
    return new AttentionTwin(
        path,
        BlockFields.read(
            block, ScaledDotProductAttentionBlock.class, "headCount", Integer.class, path),
        of(block.getKeyProjection(), child(path, "keyProjection")),
        of(block.getQueryProjection(), child(path, "queryProjection")),
        of(block.getValueProjection(), child(path, "valueProjection")),
        of(block.getResultProjection(), child(path, "resultProjection")));
  }

  /** Refuses what no way of computing makes private. */
  static void refuse(Block block, String path) {
    if (block instanceof BatchNorm) {
      throw new PrivatizationException(
          path,
          "BatchNorm mixes examples, and its running mean and variance follow the data uncharged",
          "Replace it by LayerNorm, or call PrivateBlock.replaceBatchNorm(block) before");
    }
    if (block instanceof Dropout
        && BlockFields.read(block, Dropout.class, "rate", Float.class, path) != 0) {
      throw new PrivatizationException(
          path,
          "Dropout draws from the engine's generator, so a record's result would not follow from"
              + " the record alone",
          "Leave it out: the noise regularises already");
    }
  }

  private Twin sequential(SequentialBlock block, String path) {
    if (BlockFields.read(block, SequentialBlock.class, "returnIntermediate", Boolean.class, path)) {
      throw new PrivatizationException(
          path, "it returns what its children return on the way", "Build it without");
    }
    return new SequentialTwin(children(block, path));
  }

  @SuppressWarnings("unchecked") // the field's declared type
  private Twin parallel(ParallelBlock block, String path) {
    Function<List<ai.djl.ndarray.NDList>, ai.djl.ndarray.NDList> combine =
        BlockFields.read(block, ParallelBlock.class, "function", Function.class, path);
    requireAsserted(combine, path);
    return new ParallelTwin(children(block, path), combine);
  }

  private List<Twin> children(Block block, String path) {
    List<Twin> twins = new ArrayList<>();
    for (Pair<String, Block> child : block.getChildren()) {
      twins.add(of(child.getValue(), child(path, child.getKey())));
    }
    return twins;
  }

  private Twin convolution(Convolution block, String path) {
    return new ConvolutionTwin(
        slot(block, Convolution.class, "weight", path),
        optional(block, Convolution.class, "bias", path),
        shape(block, "stride", path),
        shape(block, "padding", path),
        shape(block, "dilation", path),
        BlockFields.read(block, Convolution.class, "groups", Integer.class, path));
  }

  private static Shape shape(Convolution block, String name, String path) {
    return BlockFields.read(block, Convolution.class, name, Shape.class, path);
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private Slot own(Parameter parameter, String path) {
    return slots.of(parameter, path + "/" + parameter.getName());
  }

  private Slot slot(Block block, Class<?> declaring, String field, String path) {
    Parameter parameter = BlockFields.read(block, declaring, field, Parameter.class, path);
    return slots.of(parameter, path + "/" + parameter.getName());
  }

  private @Nullable Slot optional(Block block, Class<?> declaring, String field, String path) {
    Parameter parameter = BlockFields.read(block, declaring, field, Parameter.class, path);
    return parameter == null ? null : slots.of(parameter, path + "/" + parameter.getName());
  }

  /** DJL's own functions act per example; anybody else's do by that person's word. */
  private void requireAsserted(Object code, String path) {
    if (code.getClass().getName().startsWith("ai.djl.nn.")) {
      return;
    }
    if (!asserted.contains(path)) {
      throw new PrivatizationException(
          path,
          "it runs code that cannot be looked into, which may mix examples",
          "If it treats every example by itself, say so with assertPerExample(\""
              + path
              + "\"); the report will print that you did");
    }
    assertions.add(path);
  }
}
