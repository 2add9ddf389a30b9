package dev.lethe.training.blocks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standard DJL block tree as one whose per-record gradients can be clipped: the same outputs from
 * the same parameters. A block that mixes records is refused by path and with a remedy; a tree with
 * a block that is not known runs record by record, which costs many times as much.
 */
public final class PrivateBlock {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateBlock.class);

  private final Block block;
  private final Twin twin;
  private final List<Slot> slots;
  private final List<TrainedParameter> trained;
  private final List<String> assertions;
  private final List<String> unknown;

  private PrivateBlock(
      Block block, Twin twin, Slots slots, List<String> assertions, List<String> unknown) {
    this.block = block;
    this.twin = twin;
    this.slots = slots.all();
    this.trained = slots.trained();
    this.assertions = assertions;
    this.unknown = unknown;
  }

  /**
   * @param block initialized; parameters that are frozen stay as they are
   * @param assertedPerExample paths of blocks with code of yours that treats every record by
   *     itself; the report prints them
   * @throws PrivatizationException if a part of it cannot be trained with a bound
   */
  public static PrivateBlock privatize(Block block, Set<String> assertedPerExample) {
    Slots slots = new Slots();
    Twins twins = new Twins(slots, assertedPerExample);
    Twin twin = twins.of(block, "");
    if (!twins.unknown().isEmpty()) {
      MicroBatches.requireSafe(block, "");
      LOG.warn(
          "not known by book-keeping: {}; every record of the whole model gets a forward and a"
              + " backward pass of its own, which costs up to one batch's time per record. Build it"
              + " from blocks that docs/training.md lists to avoid that",
          String.join(", ", twins.unknown()));
      slots = new Slots();
      for (Pair<String, Parameter> p : block.getParameters()) {
        slots.of(p.getValue(), p.getKey());
      }
    }
    if (slots.trained().isEmpty()) {
      throw new PrivatizationException(
          "the block", "no parameter is trained", "Thaw at least one with freezeParameters(false)");
    }
    return new PrivateBlock(block, twin, slots, twins.assertions(), twins.unknown());
  }

  /**
   * The block in the engine, by book-keeping or, where a part is not known, record by record.
   *
   * @param manager owned by the program from now on
   * @param input shape of one record
   * @param loss of one record
   */
  public RowProgram program(Engine engine, NDManager manager, Shape input, RowLoss loss) {
    return unknown.isEmpty()
        ? new BlockProgram(engine, manager, this, input, loss)
        : new MicroBatches(engine, manager, this, input, loss);
  }

  /** Paths and classes of blocks that are not known; with any, the model runs record by record. */
  public List<String> unknown() {
    return unknown;
  }

  /**
   * The tree with a GroupNorm or LayerNorm in place of every BatchNorm, with its scale and shift;
   * all other parameters are the same ones, not copies. Running statistics are dropped.
   *
   * @param block initialized
   * @throws PrivatizationException if a norm has no counterpart, or what holds it cannot be built
   *     anew
   */
  public static Block replaceBatchNorm(Block block) {
    return new Rewriting(NormReplacement::of).of(block, "");
  }

  /** The block whose parameters these are. */
  public Block block() {
    return block;
  }

  /** The trained parameters, in the order of the flat vector. */
  public List<TrainedParameter> parameters() {
    return trained;
  }

  /** Number of trained values, d. */
  public int dimension() {
    TrainedParameter last = trained.get(trained.size() - 1);
    return last.offset() + last.size();
  }

  /** Paths of code that acts per example by the user's word only. */
  public List<String> assertions() {
    return assertions;
  }

  /** The trained values as the block holds them. */
  public float[] values() {
    float[] flat = new float[dimension()];
    for (TrainedParameter p : trained) {
      float[] own = p.parameter().getArray().toFloatArray();
      System.arraycopy(own, 0, flat, p.offset(), own.length);
    }
    return flat;
  }

  /** Writes trained values into the block. */
  public void setValues(float[] flat) {
    for (TrainedParameter p : trained) {
      NDArray own = p.parameter().getArray();
      float[] values = Arrays.copyOfRange(flat, p.offset(), p.offset() + p.size());
      // NDArray.set(Buffer) would make the array a view of memory that is soon another's.
      try (NDArray copy = own.getManager().create(values, own.getShape())) {
        copy.copyTo(own);
      }
    }
  }

  Twin twin() {
    return twin;
  }

  List<Slot> slots() {
    return slots;
  }
}
