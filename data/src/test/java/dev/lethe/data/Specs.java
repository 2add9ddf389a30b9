package dev.lethe.data;

import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.PublicNumber;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.util.List;
import java.util.Optional;

/** Data specs of the tables that tests use. */
final class Specs {
  static final String SOURCE = "made for the test";
  static final LabelSpec YES = new LabelSpec.Binary("outcome", List.of("yes"));

  private Specs() {}

  /** Columns person, age, ward, outcome; the person is the unit. */
  static DataSpec visits(DataSource source, int maxContributions) {
    return new DataSpec(
        "visits",
        source,
        YES,
        visitFeatures(UnknownCategoryPolicy.OUT_OF_VOCABULARY),
        new UnitSpec.Column("person", maxContributions),
        new PublicNumber(300, SOURCE),
        new SplitSpec.Hashed(0.3),
        Optional.empty());
  }

  static FeatureSpec.Columns visitFeatures(UnknownCategoryPolicy unknown) {
    return new FeatureSpec.Columns(
        List.of(numeric("age", 0, 100)),
        List.of(new FeatureSpec.Categorical("ward", List.of("north", "south"), SOURCE)),
        List.of("?"),
        unknown);
  }

  static FeatureSpec.Numeric numeric(String column, double min, double max) {
    return new FeatureSpec.Numeric(column, min, max, NumericTransform.NONE, SOURCE);
  }

  static DataSpec withUnit(DataSpec spec, UnitSpec unit) {
    return new DataSpec(
        spec.id(),
        spec.source(),
        spec.label(),
        spec.features(),
        unit,
        spec.population(),
        spec.split(),
        spec.profile());
  }

  static DataSpec withSplit(DataSpec spec, SplitSpec split) {
    return new DataSpec(
        spec.id(),
        spec.source(),
        spec.label(),
        spec.features(),
        spec.unit(),
        spec.population(),
        split,
        spec.profile());
  }

  static DataSpec withPopulation(DataSpec spec, long population) {
    return new DataSpec(
        spec.id(),
        spec.source(),
        spec.label(),
        spec.features(),
        spec.unit(),
        new PublicNumber(population, SOURCE),
        spec.split(),
        spec.profile());
  }

  static DataSpec withFeatures(DataSpec spec, FeatureSpec features, LabelSpec label) {
    return new DataSpec(
        spec.id(),
        spec.source(),
        label,
        features,
        spec.unit(),
        spec.population(),
        spec.split(),
        spec.profile());
  }
}
