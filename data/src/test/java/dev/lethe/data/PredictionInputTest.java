package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.data.read.DataException;
import dev.lethe.data.read.MemoryRows;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionInputTest {
  private static final FeatureSpec FEATURES =
      Specs.visitFeatures(UnknownCategoryPolicy.OUT_OF_VOCABULARY);

  @Test
  void rowsKeepTheirOrderAndComeInBatches() throws IOException {
    List<List<String>> rows =
        List.of(List.of("0", "north"), List.of("100", "south"), List.of("50", "else"));
    try (PredictionInput input =
        PredictionInput.of(MemoryRows.of("t", List.of("age", "ward"), rows), FEATURES, Specs.YES)) {
      assertThat(input.hasLabels()).isFalse();
      float[] inputs = new float[2 * input.width()];
      int[] classes = new int[2];
      assertThat(input.read(inputs, classes)).isEqualTo(2);
      assertThat(inputs).containsExactly(-1, 1, 0, 0, 1, 0, 1, 0);
      assertThat(classes).containsExactly(-1, -1);
      assertThat(input.read(inputs, classes)).isEqualTo(1);
      assertThat(inputs).startsWith(0, 0, 0, 1);
      assertThat(input.read(inputs, classes)).isZero();
      assertThat(input.notes()).hasSize(1);
    }
  }

  @Test
  void labelsAreReadWhereTheyAre() throws IOException {
    List<List<String>> rows = List.of(List.of("yes", "1", "north"), List.of("no", "2", "north"));
    try (PredictionInput input =
        PredictionInput.of(
            MemoryRows.of("t", List.of("outcome", "age", "ward"), rows), FEATURES, Specs.YES)) {
      int[] classes = new int[5];
      assertThat(input.read(new float[5 * input.width()], classes)).isEqualTo(2);
      assertThat(classes).startsWith(1, 0);
    }
  }

  @Test
  void aMissingFeatureIsNamed() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                PredictionInput.of(
                    MemoryRows.of("t", List.of("age"), List.of()), FEATURES, Specs.YES))
        .withMessageContaining("column 'ward'");
  }

  @Test
  void aProgramsOwnInputsFollowTheRulesOfFiles() {
    DatasetKeys keys = DatasetKeys.random();
    float[] a = {1, 2};
    float[] b = {3, 4};
    UnitTable one =
        UnitTables.builder(keys, 2, 2)
            .add("Ada", a, 1)
            .add("grace", b, 0)
            .add(" ADA ", b, 0)
            .build();
    UnitTable two =
        UnitTables.builder(keys, 2, 2).add("ada", b, 0).add("ada", a, 1).add("Grace", b, 0).build();
    assertThat(one.units()).isEqualTo(2);
    assertThat(one.unitIds()).isEqualTo(two.unitIds());
    assertThat(one.features()).isEqualTo(two.features());
    assertThat(one.labels()).isEqualTo(two.labels());
  }
}
