package dev.lethe.training.djl;

import dev.lethe.training.blocks.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * How each group of parameters gets from sites to norms and sums, chosen by cost from public
 * shapes. Parameters that meet at a site are of one group, and sites that share a parameter too, so
 * that a shared parameter's contribution is one vector.
 */
final class Routes {
  /** Most floats that one unit's instantiated contributions may take. */
  private static final long LARGEST_CONTRIBUTION = 1L << 24;

  /** Floats that are formed without much thought: they stay in the processor's cache. */
  private static final long SMALL_CONTRIBUTION = 1L << 16;

  /** The ways there are. */
  enum Route {
    /** The unit's gradient is formed; its norm is that of the floats that were computed. */
    INSTANTIATED,
    /** One linear site: norms from activations and output gradients, the sum as one product. */
    PRODUCT,
    /** One table of vectors: only the rows that a unit touches are formed. */
    TABLE
  }

  /**
   * Parameters that are clipped together.
   *
   * @param route how
   * @param sites indices of the sites
   * @param begin first value of the group in a contribution, where it is instantiated
   * @param end one past its last
   */
  record Group(Route route, List<Integer> sites, int begin, int end) {
    int size() {
      return end - begin;
    }
  }

  /**
   * A trained parameter's place.
   *
   * @param group its group
   * @param sum offset in the clipped sum
   * @param contribution offset in an instantiated contribution, or -1
   * @param size number of values
   */
  record Placed(int group, int sum, int contribution, int size) {}

  private final List<Site> sites;
  private final List<Group> groups;
  private final List<Placed> parameters;
  private final int contribution;
  private final int mostPositions;
  private final int mostProductPositions;
  private final int maxContributions;

  private Routes(
      List<Site> sites,
      List<Group> groups,
      List<Placed> parameters,
      int contribution,
      int mostPositions,
      int mostProductPositions,
      int maxContributions) {
    this.sites = List.copyOf(sites);
    this.groups = List.copyOf(groups);
    this.parameters = List.copyOf(parameters);
    this.contribution = contribution;
    this.mostPositions = mostPositions;
    this.mostProductPositions = mostProductPositions;
    this.maxContributions = maxContributions;
  }

  /**
   * @param sites of the program
   * @param offsets of the trained parameters in the flat vector, and its length at the end
   * @param maxContributions most records of a unit
   */
  static Routes of(List<Site> sites, List<Integer> offsets, int maxContributions) {
    int parameters = offsets.size() - 1;
    int[] group = groupsOf(sites, parameters);
    List<Group> groups = new ArrayList<>();
    Placed[] placed = new Placed[parameters];
    int contribution = 0;
    int mostPositions = 1;
    int mostProductPositions = 0;
    int count = java.util.Arrays.stream(group).max().orElse(-1) + 1;
    for (int g = 0; g < count; g++) {
      List<Integer> members = new ArrayList<>();
      int positions = 0;
      for (int s = 0; s < sites.size(); s++) {
        if (group[anyParameter(sites.get(s))] == g) {
          members.add(s);
          positions = Math.addExact(positions, positions(sites.get(s)));
        }
      }
      positions = Math.multiplyExact(positions, maxContributions);
      mostPositions = Math.max(mostPositions, positions);
      Route route = route(sites, members, positions, contribution);
      if (route == Route.PRODUCT) {
        mostProductPositions = Math.max(mostProductPositions, positions);
      }
      int begin = contribution;
      for (int p = 0; p < parameters; p++) {
        if (group[p] == g) {
          int size = offsets.get(p + 1) - offsets.get(p);
          boolean instantiated = route == Route.INSTANTIATED;
          placed[p] = new Placed(g, offsets.get(p), instantiated ? contribution : -1, size);
          contribution = instantiated ? Math.addExact(contribution, size) : contribution;
        }
      }
      groups.add(new Group(route, List.copyOf(members), begin, contribution));
    }
    return new Routes(
        sites,
        groups,
        List.of(placed),
        contribution,
        mostPositions,
        mostProductPositions,
        maxContributions);
  }

  private static Route route(
      List<Site> sites, List<Integer> members, int positions, int contribution) {
    if (members.size() > 1) {
      return Route.INSTANTIATED;
    }
    Site only = sites.get(members.get(0));
    if (only instanceof Site.Embedding) {
      return Route.TABLE;
    }
    if (only instanceof Site.Linear linear) {
      long formed = (long) linear.inputs() * linear.outputs();
      boolean fits = contribution + formed + linear.outputs() <= LARGEST_CONTRIBUTION;
      // One position costs no more than its own squares; many cost their Gram products in fp64.
      long gram = (long) positions * (linear.inputs() + linear.outputs());
      boolean cheap = formed <= SMALL_CONTRIBUTION || formed < 2 * gram;
      return positions > 1 && fits && cheap ? Route.INSTANTIATED : Route.PRODUCT;
    }
    return Route.INSTANTIATED;
  }

  private static int positions(Site site) {
    if (site instanceof Site.Linear linear) {
      return linear.positions();
    }
    return site instanceof Site.Embedding embedding ? embedding.positions() : 1;
  }

  private static int anyParameter(Site site) {
    return site.weight() == Site.NONE ? site.bias() : site.weight();
  }

  /** Numbers the connected parts of the graph of parameters and sites, first parameter first. */
  private static int[] groupsOf(List<Site> sites, int parameters) {
    int[] group = new int[parameters];
    java.util.Arrays.setAll(group, p -> p);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Site site : sites) {
        if (site.weight() != Site.NONE && site.bias() != Site.NONE) {
          int least = Math.min(group[site.weight()], group[site.bias()]);
          changed |= group[site.weight()] != least || group[site.bias()] != least;
          group[site.weight()] = least;
          group[site.bias()] = least;
        }
      }
    }
    int[] numbers = new int[parameters];
    int next = 0;
    for (int p = 0; p < parameters; p++) {
      numbers[p] = group[p] == p ? next++ : numbers[group[p]];
    }
    return numbers;
  }

  List<Site> sites() {
    return sites;
  }

  List<Group> groups() {
    return groups;
  }

  /** Where a trained parameter lies. */
  Placed parameter(int index) {
    return parameters.get(index);
  }

  List<Placed> parameters() {
    return parameters;
  }

  /** Floats of one unit's instantiated contribution. */
  int contribution() {
    return contribution;
  }

  /** Most positions of a unit in one group. */
  int mostPositions() {
    return mostPositions;
  }

  /**
   * Whether no unit has more than one position at a site, by public numbers: what is computed for a
   * unit must not depend on what others of its pass hold.
   */
  boolean hasSinglePositions(Site.Linear site) {
    return (long) site.positions() * maxContributions == 1;
  }

  /** Most positions of a record in one product; 0 without any. */
  int mostPositionsPerRow() {
    return mostProductPositions / maxContributions;
  }

  /** Most positions of a unit in one product; 0 without any. */
  int mostProductPositions() {
    return mostProductPositions;
  }
}
