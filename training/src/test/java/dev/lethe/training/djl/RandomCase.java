package dev.lethe.training.djl;

import dev.lethe.data.UnitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A seeded network, its parameters and units with several records. */
record RandomCase(Network network, float[] parameters, UnitTable data, int maxContributions) {

  static RandomCase of(long seed) {
    Random random = new Random(seed);
    Network network = network(random);
    int most = 1 + random.nextInt(4);
    return new RandomCase(
        network,
        parameters(network, random),
        units(network, random, 3 + random.nextInt(40), most),
        most);
  }

  private static Network network(Random random) {
    int inputs = 1 + random.nextInt(40);
    int outputs = random.nextBoolean() ? 1 : 3 + random.nextInt(8);
    Network.Activation activation =
        random.nextBoolean() ? Network.Activation.TANH : Network.Activation.RELU;
    List<int[]> shapes = new ArrayList<>();
    List<Network.Layer> layers = new ArrayList<>();
    int width = inputs;
    if (random.nextInt(3) > 0) {
      int hidden = 1 + random.nextInt(24);
      shapes.add(new int[] {width, hidden});
      layers.add(new Network.Affine(0, activation));
      width = hidden;
      int tied = random.nextInt(4);
      if (tied > 0) {
        shapes.add(new int[] {width, width});
        for (int i = 0; i < tied; i++) {
          layers.add(new Network.Affine(1, activation));
        }
      }
    }
    layers.add(new Network.Affine(shapes.size(), Network.Activation.IDENTITY));
    shapes.add(new int[] {width, outputs});
    return Network.chain(shapes, layers);
  }

  static float[] parameters(Network network, Random random) {
    float[] values = new float[network.dimension()];
    for (Network.Parameter p : network.parameters()) {
      for (int i = p.offset(); i < p.end(); i++) {
        values[i] = (float) (1.5 * random.nextGaussian() / Math.sqrt(p.inputs()));
      }
    }
    return values;
  }

  static UnitTable units(Network network, Random random, int units, int most) {
    int[] firstRow = new int[units + 1];
    for (int u = 0; u < units; u++) {
      firstRow[u + 1] = firstRow[u] + 1 + random.nextInt(most);
    }
    int rows = firstRow[units];
    float[] features = new float[rows * network.inputs()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(Math.max(2, network.outputs()));
    }
    byte[] ids = new byte[units * UnitTable.ID_BYTES];
    random.nextBytes(ids);
    return new UnitTable(ids, firstRow, network.inputs(), features, labels);
  }

  int[] allUnits() {
    return IntStream.range(0, data.units()).toArray();
  }
}
