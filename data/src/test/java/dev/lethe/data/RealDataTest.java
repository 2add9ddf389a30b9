package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.catalog.Network;
import dev.lethe.data.read.Columns;
import dev.lethe.data.read.CsvRows;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.data.read.Row;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.PublicNumber;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue's datasets; all but the shipped one need {@code LETHE_DATA_MIRROR}. */
class RealDataTest {
  @TempDir Path cache;

  private DatasetResolver offline(Optional<Path> mirror) {
    return DatasetResolver.of(cache, mirror, Network.OFFLINE);
  }

  private DatasetResolver mirrored() {
    String mirror = System.getenv("LETHE_DATA_MIRROR");
    assumeTrue(mirror != null, "LETHE_DATA_MIRROR names no folder");
    return offline(Optional.of(Path.of(String.valueOf(mirror))));
  }

  private static DataSpec spec(
      String name, LabelSpec label, FeatureSpec features, UnitSpec unit, long population) {
    return new DataSpec(
        name,
        new DataSource.Catalog(name),
        label,
        features,
        unit,
        new PublicNumber(population, Specs.SOURCE),
        new SplitSpec.Hashed(0.2),
        Optional.empty());
  }

  @Test
  void theShippedTableNeedsNeitherNetworkNorMirror() throws IOException {
    DataSpec spec =
        spec(
            "breast-cancer-wisconsin",
            new LabelSpec.Binary("diagnosis", List.of("malignant")),
            new FeatureSpec.Columns(
                List.of(Specs.numeric("mean_radius", 5, 30), Specs.numeric("worst_area", 0, 5000)),
                List.of(),
                List.of(),
                UnknownCategoryPolicy.REFUSE),
            new UnitSpec.Row(),
            455);

    LoadedData data =
        DatasetLoader.load(spec, LoadOptions.of(DatasetKeys.random(), offline(Optional.empty())));

    assertThat(data.train().units() + data.test().units()).isEqualTo(569);
    assertThat(data.test().units()).isBetween(70, 160);
    assertThat(positives(data.train()) + positives(data.test())).isEqualTo(212);
    assertThat(data.facts().publicSha256())
        .contains("518936fa92ca3d8a78c420aee22030c4e519ffcba3be15dd23e83f2fc22e20e5");
  }

  @Test
  void aHundredThousandVisitsOfPatientsLoad() throws IOException {
    DatasetResolver resolver = mirrored();
    DataSource source = new DataSource.Catalog("diabetes-130-us-hospitals");
    DataSpec spec =
        spec(
            "diabetes-130-us-hospitals",
            new LabelSpec.Binary("readmitted", List.of("<30")),
            columns(resolver, source),
            new UnitSpec.Column("patient_nbr", 2),
            57_000);

    LoadedData data = DatasetLoader.load(spec, LoadOptions.of(DatasetKeys.random(), resolver));

    assertThat(data.train().units() + data.test().units()).isEqualTo(71_518);
    assertThat(data.train().units()).isBetween(56_500, 57_900);
    assertThat(rowsPerUnit(data.train())).containsOnlyKeys(1, 2);
  }

  /** Every column with few values is categorical here: only this test looks at the data so. */
  private static FeatureSpec.Columns columns(DatasetResolver resolver, DataSource source)
      throws IOException {
    List<FeatureSpec.Categorical> categorical = new ArrayList<>();
    for (String column : List.of("age", "race", "gender", "insulin", "diabetesMed", "change")) {
      TreeSet<String> values = new TreeSet<>();
      try (CsvRows rows = CsvRows.open(resolver.resolve(source).content(), ReadLimits.standard())) {
        int index = Columns.find(rows, column);
        for (Row row = rows.next(); row != null; row = rows.next()) {
          values.add(row.values().get(index));
        }
      }
      categorical.add(new FeatureSpec.Categorical(column, List.copyOf(values), Specs.SOURCE));
    }
    return new FeatureSpec.Columns(
        List.of(
            Specs.numeric("time_in_hospital", 1, 14),
            Specs.numeric("num_medications", 0, 80),
            Specs.numeric("number_inpatient", 0, 20)),
        categorical,
        List.of("?"),
        UnknownCategoryPolicy.REFUSE);
  }

  @Test
  void creditClientsKeepTheirCounts() throws IOException {
    DataSpec spec =
        spec(
            "default-of-credit-card-clients",
            new LabelSpec.Binary("default.payment.next.month", List.of("1")),
            new FeatureSpec.Columns(
                List.of(Specs.numeric("LIMIT_BAL", 0, 1_000_000), Specs.numeric("PAY_0", -2, 8)),
                List.of(),
                List.of(),
                UnknownCategoryPolicy.REFUSE),
            new UnitSpec.Row(),
            24_000);

    LoadedData data = DatasetLoader.load(spec, LoadOptions.of(DatasetKeys.random(), mirrored()));

    assertThat(data.train().units() + data.test().units()).isEqualTo(30_000);
    assertThat(positives(data.train()) + positives(data.test())).isEqualTo(6_636);
  }

  @Test
  void imagesSplitByTheirPublicOrder() throws IOException {
    DataSpec spec =
        Specs.withSplit(
            spec(
                "mnist-t10k-images",
                new LabelSpec.Idx(new DataSource.Catalog("mnist-t10k-labels"), 10),
                new FeatureSpec.Pixels(28, 28),
                new UnitSpec.Row(),
                8_000),
            new SplitSpec.Ranges(
                List.of(new SplitSpec.Range(0, 7_999)),
                List.of(new SplitSpec.Range(8_000, 9_999))));

    LoadedData data = DatasetLoader.load(spec, LoadOptions.of(DatasetKeys.random(), mirrored()));

    assertThat(data.train().units()).isEqualTo(8_000);
    assertThat(data.test().units()).isEqualTo(2_000);
    assertThat(data.train().width()).isEqualTo(784);
  }

  private static int positives(UnitTable table) {
    int positives = 0;
    for (int label : table.labels()) {
      positives += label;
    }
    return positives;
  }

  private static Map<Integer, Long> rowsPerUnit(UnitTable table) {
    return java.util.stream.IntStream.range(0, table.units())
        .mapToObj(table::rowsOf)
        .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
  }
}
