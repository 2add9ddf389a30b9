package dev.lethe.spec;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to learn about a dataset, under which privacy budget; everything in it is public.
 *
 * @param name the profile's name
 * @param data source, columns, privacy unit and population; all units are counted, none is held out
 * @param epsilon target epsilon of the whole profile
 * @param delta in (0, 1), below 1 / population
 * @param relation neighbouring relation
 * @param shares relative share of epsilon of each statistic
 * @param maxValues most values shown of one categorical column
 * @param bins bins of each histogram
 * @param range public range outside of which no bound is looked for
 * @param grant the budget that the first run of a dataset id grants, if any
 * @param report who signs
 */
public record ProfileSpec(
    String name,
    DataSpec data,
    double epsilon,
    double delta,
    NeighbouringRelation relation,
    Map<Statistic, Double> shares,
    int maxValues,
    int bins,
    Optional<LearnedBounds.Range> range,
    Optional<BudgetGrant> grant,
    ReportSpec report) {
  public ProfileSpec {
    shares = Map.copyOf(shares);
  }

  /** Numeric columns, in the order of the spec. */
  public List<String> numeric() {
    return features().numeric().stream().map(FeatureSpec.NumericColumn::column).toList();
  }

  /** Categorical columns, in the order of the spec. */
  public List<String> categorical() {
    return features().categorical().stream().map(FeatureSpec.CategoricalColumn::column).toList();
  }

  /** The relative share of a statistic. */
  double share(Statistic statistic) {
    return shares.getOrDefault(statistic, statistic.defaultShare());
  }

  private FeatureSpec.Unlearned features() {
    return (FeatureSpec.Unlearned) data.features();
  }

  /** What a profile counts; each is a charge of its own. */
  public enum Statistic {
    UNITS("units", PlanPart.COUNT_UNITS, 1),
    MISSING("missing", PlanPart.COUNT_MISSING, 2),
    CLASSES("classes", PlanPart.COUNT_CLASSES, 1),
    BOUNDS("bounds", PlanPart.LEARN_BOUNDS, 6),
    HISTOGRAMS("histograms", PlanPart.COUNT_HISTOGRAMS, 4),
    MOMENTS("moments", PlanPart.SUM_MOMENTS, 2),
    VOCABULARIES("vocabularies", PlanPart.LEARN_VOCABULARIES, 4);

    private final String tag;
    private final String part;
    private final double share;

    Statistic(String tag, String part, double share) {
      this.tag = tag;
      this.part = part;
      this.share = share;
    }

    /** The name used in specs. */
    public String tag() {
      return tag;
    }

    /** The name of its part in plans and ledgers. */
    public String part() {
      return part;
    }

    /** The share it has where the spec gives none. */
    double defaultShare() {
      return share;
    }
  }
}
