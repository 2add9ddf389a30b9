package dev.lethe.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.lethe.data.UnitTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The clipped sum of any DJL block by the plainest way there is: the block's own forward and the
 * engine's own gradients of its parameters, one record at a time. It shares no code with the twins.
 */
final class BlockOracle {
  private final DjlEngine engine;
  private final BlockCase test;
  private final Block block;
  private final UnitTable data;

  BlockOracle(DjlEngine engine, BlockCase test, Block block, UnitTable data) {
    this.engine = engine;
    this.test = test;
    this.block = block;
    this.data = data;
  }

  /** By parameter, in the order of the block. */
  double[] clippedSum(double norm) {
    double[] sum = new double[0];
    for (int unit = 0; unit < data.units(); unit++) {
      double[] gradient = new double[0];
      for (int r = data.firstRow(unit); r < data.firstRow(unit) + data.rowsOf(unit); r++) {
        double[] of = gradient(r);
        gradient = gradient.length == 0 ? of : plus(gradient, of, 1);
      }
      double weight = Math.min(1, norm / Oracle.norm(gradient));
      sum = plus(sum.length == 0 ? new double[gradient.length] : sum, gradient, weight);
    }
    return sum;
  }

  private double[] gradient(int row) {
    List<Parameter> trained = trained(block);
    for (Parameter p : trained) {
      p.getArray().setRequiresGradient(true);
    }
    try (NDManager manager = engine.newManager();
        GradientCollector collector = engine.engine().newGradientCollector()) {
      NDList x = BlockCase.one(manager, data, row, test.input());
      if (test.vocabulary() > 0) {
        x = new NDList(x.head().toType(DataType.INT64, true));
      }
      NDArray logits =
          block.forward(new ParameterStore(manager, false), x, true).singletonOrThrow();
      float[] hot = new float[3];
      hot[data.labels()[row]] = 1;
      NDArray picked = logits.logSoftmax(1).mul(manager.create(hot, new Shape(1, 3)));
      collector.backward(picked.sum().neg());
      List<Double> flat = new ArrayList<>();
      for (Parameter p : trained) {
        try (NDArray gradient = p.getArray().getGradient()) {
          for (float value : gradient.toFloatArray()) {
            flat.add((double) value);
          }
          gradient.set(new NDIndex("..."), 0);
        }
      }
      return flat.stream().mapToDouble(v -> v).toArray();
    }
  }

  /** Each trained parameter once, first use first. */
  private static List<Parameter> trained(Block block) {
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Parameter> trained = new ArrayList<>();
    for (Pair<String, Parameter> p : block.getParameters()) {
      if (p.getValue().requiresGradient() && seen.add(p.getValue())) {
        trained.add(p.getValue());
      }
    }
    return trained;
  }

  /** The oracle's sum in the order of the private block's flat vector. */
  double[] ordered(double[] sum, List<Parameter> order) {
    IdentityHashMap<Parameter, Integer> at = new IdentityHashMap<>();
    int offset = 0;
    for (Parameter p : trained(block)) {
      at.put(p, offset);
      offset += Math.toIntExact(p.getShape().size());
    }
    double[] flat = new double[offset];
    int to = 0;
    for (Parameter p : order) {
      int size = Math.toIntExact(p.getShape().size());
      System.arraycopy(sum, Objects.requireNonNull(at.get(p)), flat, to, size);
      to += size;
    }
    return flat;
  }

  private static double[] plus(double[] one, double[] other, double weight) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * other[i];
    }
    return sum;
  }
}
