package dev.lethe.training.djl;

import dev.lethe.training.blocks.Site;
import dev.lethe.training.blocks.Trace;
import dev.lethe.training.djl.Routes.Route;
import dev.lethe.training.kernels.Accumulator;
import dev.lethe.training.kernels.Contributions;
import dev.lethe.training.kernels.GradientKernels;
import dev.lethe.training.kernels.Gram;
import dev.lethe.training.kernels.Place;
import dev.lethe.training.kernels.Rows;
import dev.lethe.training.kernels.Tokens;
import dev.lethe.training.kernels.Units;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * From what one pass left to the units' squared norms and masses, and then, given their weights, to
 * their part of the clipped sum.
 */
final class UnitPass {
  /**
   * Most of a unit's summed activations in a product, in units of C: beyond it an underflowing
   * coefficient, which is off by up to 2^-149, could matter.
   */
  private static final double MOST_ACTIVATION = 0x1p96;

  /** Beyond it a coefficient, a weight of at most 2^63 times a gradient, could leave fp32. */
  private static final double MOST_SQUARED_GRADIENT = 0x1p126;

  private final Routes routes;
  private final GradientKernels kernels;
  private final Trace trace;
  private final Units rows;
  private final Contributions contributions;
  private final double clippingNorm;

  /**
   * @param rows rows of each unit in the pass
   * @param contributions room for the instantiated part of every unit; written over
   * @param clippingNorm C
   */
  UnitPass(
      Routes routes,
      GradientKernels kernels,
      Trace trace,
      Units rows,
      Contributions contributions,
      double clippingNorm) {
    this.clippingNorm = clippingNorm;
    this.routes = routes;
    this.kernels = kernels;
    this.trace = trace;
    this.rows = rows;
    this.contributions = contributions;
  }

  /** Squared norms and masses of all units, by group; what is not finite shows as such. */
  UnitNorms norms() {
    UnitNorms norms = new UnitNorms(rows.count(), routes.groups().size());
    for (int g = 0; g < routes.groups().size(); g++) {
      Routes.Group group = routes.groups().get(g);
      switch (group.route()) {
        case INSTANTIATED -> instantiate(group);
        case PRODUCT -> product(g, group.sites().get(0), norms);
        case TABLE -> table(g, group.sites().get(0), norms);
      }
    }
    instantiatedSquares(norms);
    return norms;
  }

  private void instantiate(Routes.Group group) {
    boolean shared = group.sites().size() > 1;
    if (shared) {
      float[] zeros = new float[group.size()];
      for (int u = 0; u < rows.count(); u++) {
        contributions.values().put(u * contributions.stride() + group.begin(), zeros);
      }
    }
    for (int s : group.sites()) {
      Site site = routes.sites().get(s);
      Place place = contributionPlace(site);
      instantiate(s, site, shared ? place.adding() : place);
    }
  }

  private void instantiate(int s, Site site, Place place) {
    if (site instanceof Site.Linear linear) {
      kernels.outerProducts(
          rows.times(linear.positions()),
          activations(s, linear),
          gradients(s, linear),
          place,
          contributions);
    } else if (site instanceof Site.Convolved convolved) {
      kernels.convolutionProducts(
          rows,
          Rows.of(floats(trace.values().get(s).activations()), site.activationsPerRow()),
          Rows.of(floats(trace.values().get(s).gradients()), site.gradientsPerRow()),
          convolved.geometry(),
          place,
          contributions);
    } else if (site instanceof Site.Scale scale) {
      int width = scale.width() * scale.inner();
      kernels.scaleProducts(
          rows.times(scale.outer()),
          Rows.of(floats(trace.values().get(s).activations()), width),
          Rows.of(floats(trace.values().get(s).gradients()), width),
          scale.width(),
          place,
          contributions);
    } else if (site instanceof Site.Embedding embedding) {
      kernels.embeddingProducts(
          rows.times(embedding.positions()),
          tokens(s, embedding),
          Rows.of(floats(trace.values().get(s).gradients()), embedding.width()),
          place,
          contributions);
    }
  }

  private void instantiatedSquares(UnitNorms norms) {
    if (routes.contribution() == 0) {
      return;
    }
    int[] owner = new int[routes.groups().size()];
    int[] parts = new int[routes.groups().size() + 1];
    int count = 0;
    for (int g = 0; g < routes.groups().size(); g++) {
      Routes.Group group = routes.groups().get(g);
      if (group.route() == Route.INSTANTIATED) {
        owner[count++] = g;
        parts[count] = group.end();
      }
    }
    double[] squares =
        kernels.squaredNorms(contributions, rows.count(), Arrays.copyOf(parts, count + 1));
    for (int u = 0; u < rows.count(); u++) {
      for (int k = 0; k < count; k++) {
        double square = squares[u * count + k];
        norms.set(u, owner[k], square, square);
      }
    }
  }

  private void product(int g, int s, UnitNorms norms) {
    Site.Linear linear = (Site.Linear) routes.sites().get(s);
    Units units = rows.times(linear.positions());
    Rows activations = activations(s, linear);
    Rows gradients = gradients(s, linear);
    boolean weights = linear.weight() != Site.NONE;
    boolean bias = linear.bias() != Site.NONE;
    if (!routes.hasSinglePositions(linear)) {
      gram(g, units, activations, gradients, weights, bias, norms);
      return;
    }
    double[] a = kernels.rowSquares(activations, units.end());
    double[] b = kernels.rowSquares(gradients, units.end());
    for (int u = 0; u < units.count(); u++) {
      int at = units.start(u);
      double square =
          units.positions(u) == 0 ? 0 : ((weights ? a[at] : 0) + (bias ? 1 : 0)) * b[at];
      norms.set(u, g, square, square);
    }
  }

  private void gram(
      int g,
      Units units,
      Rows activations,
      Rows gradients,
      boolean weights,
      boolean bias,
      UnitNorms norms) {
    Gram gram = kernels.gram(units, activations, gradients);
    double[] a = kernels.rowSquares(activations, units.end());
    double[] b = kernels.rowSquares(gradients, units.end());
    for (int u = 0; u < units.count(); u++) {
      double square = (weights ? gram.squares()[u] : 0) + (bias ? gram.biasSquares()[u] : 0);
      double mass =
          (weights ? gram.masses()[u] * gram.masses()[u] : 0)
              + (bias ? gram.biasMasses()[u] * gram.biasMasses()[u] : 0);
      double activation = 0;
      double gradient = 0;
      for (int p = units.start(u); p < units.end(u); p++) {
        activation += Math.sqrt(a[p]);
        gradient = Math.max(gradient, b[p]);
      }
      boolean safe =
          activation <= MOST_ACTIVATION * clippingNorm && gradient <= MOST_SQUARED_GRADIENT;
      norms.set(u, g, safe ? square : Double.NaN, mass);
    }
  }

  private void table(int g, int s, UnitNorms norms) {
    Site.Embedding embedding = (Site.Embedding) routes.sites().get(s);
    double[] squares =
        kernels.embeddingSquares(
            rows.times(embedding.positions()),
            tokens(s, embedding),
            Rows.of(floats(trace.values().get(s).gradients()), embedding.width()));
    for (int u = 0; u < rows.count(); u++) {
      norms.set(u, g, squares[u], squares[u]);
    }
  }

  /**
   * @param weights of each group and unit; 0 for a unit that must not be read
   * @param buckets first units of the buckets, and one past the last unit
   * @param sum added to
   */
  void addTo(double[][] weights, int[] buckets, double[] sum) {
    for (int g = 0; g < routes.groups().size(); g++) {
      Routes.Group group = routes.groups().get(g);
      switch (group.route()) {
        case INSTANTIATED -> addInstantiated(g, weights[g], sum);
        case PRODUCT -> addProduct(group.sites().get(0), weights[g], buckets, sum);
        case TABLE -> addTable(group.sites().get(0), weights[g], sum);
      }
    }
  }

  private void addInstantiated(int g, double[] weights, double[] sum) {
    for (Routes.Placed p : routes.parameters()) {
      if (p.group() == g) {
        kernels.addWeighted(contributions, weights, p.contribution(), p.size(), sum, p.sum());
      }
    }
  }

  private void addProduct(int s, double[] weights, int[] buckets, double[] sum) {
    Site.Linear linear = (Site.Linear) routes.sites().get(s);
    Units units = rows.times(linear.positions());
    double[] perPosition = new double[units.end()];
    for (int u = 0; u < units.count(); u++) {
      Arrays.fill(perPosition, units.start(u), units.end(u), weights[u]);
    }
    int[] starts = new int[buckets.length];
    for (int b = 0; b < buckets.length; b++) {
      starts[b] = buckets[b] < units.count() ? units.start(buckets[b]) : units.end();
    }
    kernels.addOuterProducts(
        activations(s, linear),
        gradients(s, linear),
        perPosition,
        starts,
        new Accumulator(sum, sumPlace(linear)));
  }

  private void addTable(int s, double[] weights, double[] sum) {
    Site.Embedding embedding = (Site.Embedding) routes.sites().get(s);
    kernels.addEmbedding(
        rows.times(embedding.positions()),
        tokens(s, embedding),
        Rows.of(floats(trace.values().get(s).gradients()), embedding.width()),
        weights,
        new Accumulator(sum, sumPlace(embedding)));
  }

  private Rows activations(int s, Site.Linear linear) {
    return new Rows(
        floats(trace.values().get(s).activations()), linear.inputStride(), linear.inputs());
  }

  private Rows gradients(int s, Site.Linear linear) {
    return new Rows(
        floats(trace.values().get(s).gradients()), linear.outputStride(), linear.outputs());
  }

  private Tokens tokens(int s, Site.Embedding embedding) {
    return Tokens.of(
        trace.values().get(s).activations().asLongBuffer(), embedding.rows(), Tokens.NO_PADDING);
  }

  private static FloatBuffer floats(ByteBuffer bytes) {
    return bytes.asFloatBuffer();
  }

  private Place contributionPlace(Site site) {
    return Place.of(contributionAt(site.weight()), contributionAt(site.bias()));
  }

  private int contributionAt(int parameter) {
    return parameter == Site.NONE ? Place.ABSENT : routes.parameter(parameter).contribution();
  }

  private Place sumPlace(Site site) {
    return Place.of(sumAt(site.weight()), sumAt(site.bias()));
  }

  private int sumAt(int parameter) {
    return parameter == Site.NONE ? Place.ABSENT : routes.parameter(parameter).sum();
  }
}
