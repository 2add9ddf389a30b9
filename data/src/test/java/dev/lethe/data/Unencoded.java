package dev.lethe.data;

import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.catalog.Network;
import dev.lethe.data.read.MemoryRows;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.PublicNumber;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tables of visits whose encoding is to be learned. */
public final class Unencoded {
  private static final List<String> HEADER = List.of("person", "age", "cost", "ward", "outcome");

  private final DatasetKeys keys = DatasetKeys.random();

  /** Columns age and cost to be bounded, ward with an open vocabulary. */
  public UnencodedData of(List<List<String>> rows, int maxContributions, double test)
      throws IOException {
    DataSpec spec =
        new DataSpec(
            "visits",
            new DataSource.Catalog("none"),
            new LabelSpec.Multiclass("outcome", List.of("well", "ill")),
            features(),
            new UnitSpec.Column("person", maxContributions),
            new PublicNumber(Math.max(2, rows.size()), "made"),
            new SplitSpec.Hashed(test),
            Optional.empty());
    DatasetResolver none = DatasetResolver.of(Path.of("unused"), Optional.empty(), Network.OFFLINE);
    return DatasetLoader.loadUnencoded(
        spec,
        MemoryRows.of("t", HEADER, rows),
        LoadOptions.of(keys, none).withOperatorLog(line -> {}));
  }

  /** The columns, before anything is learned. */
  public static FeatureSpec.Unlearned features() {
    return new FeatureSpec.Unlearned(
        List.of(
            new FeatureSpec.UnlearnedNumeric("age", NumericTransform.NONE),
            new FeatureSpec.UnlearnedNumeric("cost", NumericTransform.LOG1P)),
        List.of(new FeatureSpec.UnlearnedCategorical("ward", 4)),
        List.of("?"),
        UnknownCategoryPolicy.OUT_OF_VOCABULARY);
  }
}
