package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecInitTest {
  private static final List<String> HEADER =
      List.of(
          "person", "age", "NO", "null", "1.0", "default.payment", "tab\t\"x\"", "é\u0085", "y");

  @Test
  void namesEveryPlaceThatIsStillOpen() {
    String yaml = SpecInit.forCsv(HEADER, "file:data.csv", "people");

    List<String> problems = SpecFixtures.problems(yaml);

    long open =
        yaml.lines().filter(line -> !line.strip().startsWith("#")).mapToLong(this::marks).sum();
    assertThat(problems)
        .hasSize((int) open)
        .allMatch(p -> p.contains("is still to be filled in"))
        .anyMatch(p -> p.contains("data.label.column"))
        .anyMatch(p -> p.contains("data.privacyUnit"))
        .anyMatch(p -> p.contains("data.features.bounds[\"default.payment\"].min"));
  }

  private long marks(String line) {
    return (line.length() - line.replace(SpecInit.FILL_IN, "").length())
        / SpecInit.FILL_IN.length();
  }

  @Test
  void isASpecOnceFilledIn() {
    String yaml =
        SpecInit.forCsv(HEADER, "file:my data.csv", "people")
            .replace("column: FILL_IN, positive: [FILL_IN]", "column: y, positive: [1]")
            .replace("privacyUnit: FILL_IN", "privacyUnit: { column: person, maxContributions: 2 }")
            .replace("population: FILL_IN", "population: { value: 1000, source: census }")
            .replace("expectedBatch: FILL_IN", "expectedBatch: 50")
            .replace("min: FILL_IN, max: FILL_IN, source: FILL_IN", "min: 0, max: 9, source: form")
            .replace("      - person\n", "")
            .replace("      - y\n", "")
            .replaceAll("      (person|y): \\{ min.*\n", "");

    TrainingSpec spec = SpecFixtures.read(yaml);

    assertThat(((FeatureSpec.Columns) spec.data().features()).numeric())
        .extracting(FeatureSpec.Numeric::column)
        .containsExactlyElementsOf(HEADER.subList(1, HEADER.size() - 1));
    assertThat(spec.data().source().reference()).isEqualTo("file:my data.csv");
    assertThat(spec.data().id()).isEqualTo("people");
  }

  @Test
  void refusesHeadersThatCannotNameColumns() {
    assertThat(
            SpecFixtures.problems(
                () -> SpecInit.forCsv(List.of("a", "", "a"), "file:data.csv", "people")))
        .containsExactly(
            "file:data.csv:1:1: column 2 has no name; give it one in the header",
            "file:data.csv:1:1: the header names 'a' twice; rename one of the two columns");
    assertThat(SpecFixtures.problems(() -> SpecInit.forCsv(List.of(), "file:x", "x"))).hasSize(1);
  }

  @Test
  void makesDatasetIdsOfFileNames() {
    assertThat(SpecInit.datasetId(Path.of("in/My Patients (2020).csv.gz")))
        .isEqualTo("my-patients-2020-");
    assertThat(SpecInit.datasetId(Path.of("日本.csv"))).isEqualTo("my-data");
    assertThat(SpecInit.datasetId(Path.of("plain.csv"))).isEqualTo("plain");
  }
}
