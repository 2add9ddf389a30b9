package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.catalog.Network;
import dev.lethe.data.read.MemoryRows;
import dev.lethe.privacy.sampling.PoissonSampler;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.UnitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing one unit from anywhere in a table changes nothing for any other unit. */
class StabilityTest {
  private static final List<String> HEADER = List.of("person", "age", "ward", "outcome");
  private static final int STEPS = 40;
  private static final double RATE = 0.2;

  private final DatasetKeys keys = DatasetKeys.random();
  private final byte[] runKey = new byte[32];

  /** What a run could see of a unit: its part, its rows in order, and when it was drawn. */
  private Map<String, String> view(List<List<String>> rows, DataSpec spec) throws IOException {
    DatasetResolver none = DatasetResolver.of(Path.of("unused"), Optional.empty(), Network.OFFLINE);
    LoadedData data =
        DatasetLoader.load(
            spec,
            MemoryRows.of("t", HEADER, rows),
            LoadOptions.of(keys, none).withOperatorLog(line -> {}));
    Map<String, String> view = new TreeMap<>();
    describe("train", data.train(), view);
    describe("test", data.test(), view);
    return view;
  }

  private void describe(String part, UnitTable table, Map<String, String> view) {
    StringBuilder[] units = new StringBuilder[table.units()];
    int width = table.width();
    for (int unit = 0; unit < units.length; unit++) {
      units[unit] = new StringBuilder(part);
      int first = table.firstRow(unit);
      int end = first + table.rowsOf(unit);
      units[unit]
          .append(Arrays.toString(Arrays.copyOfRange(table.labels(), first, end)))
          .append(
              Arrays.toString(Arrays.copyOfRange(table.features(), first * width, end * width)));
    }
    PoissonSampler sampler = new PoissonSampler(table.unitIds(), RATE, runKey);
    for (int step = 0; step < STEPS; step++) {
      for (int unit : sampler.sample(step)) {
        units[unit].append(" drawn in ").append(step);
      }
    }
    for (int unit = 0; unit < units.length; unit++) {
      String id = HexFormat.of().formatHex(table.unitIds(), unit * 16, unit * 16 + 16);
      assertThat(view.put(id, units[unit].toString())).as("ids are distinct").isNull();
    }
  }

  private static List<List<String>> visits(Random random, int people) {
    List<List<String>> rows = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      for (int visit = random.nextInt(6); visit >= 0; visit--) {
        rows.add(
            List.of(
                "P" + person,
                String.valueOf(random.nextInt(100)),
                random.nextBoolean() ? "north" : "south",
                random.nextInt(4) == 0 ? "yes" : "no"));
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void withoutOnePatientAllOthersAreTheSame(long seed) throws IOException {
    Random random = new Random(seed);
    List<List<String>> rows = visits(random, 300);
    DataSpec spec = Specs.visits(new DataSource.Catalog("none"), 2);
    Map<String, String> before = view(rows, spec);

    String removed = "P" + random.nextInt(300);
    List<List<String>> fewer = new ArrayList<>(rows);
    fewer.removeIf(row -> row.get(0).equals(removed));
    if (seed % 2 == 0) {
      Collections.shuffle(fewer, random);
    }
    Map<String, String> after = view(fewer, spec);

    assertThat(after).hasSize(before.size() - 1);
    assertThat(before).containsAllEntriesOf(after);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void withoutOneRowAllOthersAreTheSame(long seed) throws IOException {
    Random random = new Random(seed);
    List<List<String>> rows = new ArrayList<>(visits(random, 80));
    rows.addAll(rows.subList(0, 40));
    rows.addAll(rows.subList(0, 10));
    DataSpec spec =
        Specs.withUnit(Specs.visits(new DataSource.Catalog("none"), 1), new UnitSpec.Row());
    Map<String, String> before = view(rows, spec);

    rows.remove(random.nextInt(rows.size()));
    Collections.shuffle(rows, random);
    Map<String, String> after = view(rows, spec);

    assertThat(after).hasSize(before.size() - 1);
    assertThat(before).containsAllEntriesOf(after);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void aResavedTableHasTheSameUnits(long seed) throws IOException {
    Random random = new Random(seed);
    List<List<String>> rows = visits(random, 200);
    DataSpec spec = Specs.visits(new DataSource.Catalog("none"), 3);
    List<List<String>> resaved = new ArrayList<>();
    for (List<String> row : rows) {
      String person = random.nextBoolean() ? row.get(0).toLowerCase() + "  " : " " + row.get(0);
      resaved.add(List.of(person, row.get(1) + " ", row.get(2), row.get(3) + "\t"));
    }
    // Content of a row keeps letter case, so only the unit's own column may change it.
    assertThat(view(resaved, spec).keySet()).isEqualTo(view(rows, spec).keySet());
    DataSpec byRow = Specs.withUnit(spec, new UnitSpec.Row());
    List<List<String>> blanks =
        rows.stream().map(r -> r.stream().map(c -> c + " ").toList()).toList();
    assertThat(view(blanks, byRow)).isEqualTo(view(rows, byRow));
  }
}
