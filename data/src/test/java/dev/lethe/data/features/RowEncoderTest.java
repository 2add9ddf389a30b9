package dev.lethe.data.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.data.read.DataException;
import dev.lethe.data.read.MemoryRows;
import dev.lethe.data.read.Row;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
  private static final List<String> HEADER = List.of("age", "ward", "outcome");
  private static final LabelSpec LABEL = new LabelSpec.Binary("outcome", List.of("yes"));

  private static FeatureSpec.Columns features(UnknownCategoryPolicy unknown) {
    return new FeatureSpec.Columns(
        List.of(new FeatureSpec.Numeric("age", 20, 60, NumericTransform.NONE, "made")),
        List.of(new FeatureSpec.Categorical("ward", List.of("north", "south"), "made")),
        List.of("?"),
        unknown);
  }

  private static RowEncoder encoder(LabelSpec label) {
    return RowEncoder.of(
        MemoryRows.of("t", HEADER, List.of()),
        features(UnknownCategoryPolicy.OUT_OF_VOCABULARY),
        label);
  }

  private static Row row(String... cells) {
    return new Row(7, List.of(cells));
  }

  private static float[] encode(RowEncoder encoder, Row row) {
    float[] into = new float[encoder.width() + 2];
    java.util.Arrays.fill(into, 9f);
    encoder.encode(row, into, 1);
    assertThat(into[0]).isEqualTo(9f);
    assertThat(into[into.length - 1]).isEqualTo(9f);
    return java.util.Arrays.copyOfRange(into, 1, into.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "20,-1",
    "60,1",
    "40,0",
    "50,0.5",
    "30,-0.5",
    "1e3,1",
    "-5,-1",
    "' 50 ',0.5",
    "+5.0e1,0.5",
    "?,0",
    "'',0",
    "'  ',0"
  })
  void numbersAreClippedAndScaled(String text, float expected) {
    RowEncoder encoder = encoder(LABEL);
    assertThat(encode(encoder, row(text, "north", "yes"))).containsExactly(expected, 1, 0, 0);
    assertThat(encoder.notes().lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "Infinity", "-Infinity", "1e999", "0x1p3", "5d", "5f", "1,000", "x", "--1"})
  void whatIsNoFiniteDecimalNumberIsZeroAndCounted(String text) {
    RowEncoder encoder = encoder(LABEL);
    assertThat(encode(encoder, row(text, "north", "yes"))).containsExactly(0, 1, 0, 0);
    assertThat(encoder.notes().lines())
        .containsExactly("column 'age': 1 values are no finite numbers and count as 0");
  }

  @ParameterizedTest
  @EnumSource(NumericTransform.class)
  void everyNumberIsWithinMinusOneAndOneAndMonotone(NumericTransform transform) {
    Random random = new Random(11);
    for (int trial = 0; trial < 2_000; trial++) {
      double min = random.nextDouble() * Math.pow(10, random.nextInt(12));
      double max = min + random.nextDouble() * Math.pow(10, random.nextInt(12)) + 1e-3;
      NumericEncoder encoder =
          new NumericEncoder(new FeatureSpec.Numeric("x", min, max, transform, "made"), "t");
      assertThat(encoder.encode(min)).isEqualTo(-1f);
      assertThat(encoder.encode(max)).isEqualTo(1f);
      double a = min + random.nextDouble() * (max - min);
      double b = min + random.nextDouble() * (max - min);
      assertThat(encoder.encode(Math.min(a, b)))
          .isLessThanOrEqualTo(encoder.encode(Math.max(a, b)))
          .isBetween(-1f, 1f);
    }
  }

  @Test
  void theWidestBoundsStayFinite() {
    NumericEncoder encoder =
        new NumericEncoder(
            new FeatureSpec.Numeric("x", -1e308, 1e308, NumericTransform.NONE, "made"), "t");
    assertThat(encoder.encode(-Double.MAX_VALUE)).isEqualTo(-1f);
    assertThat(encoder.encode(0)).isEqualTo(0f);
    assertThat(encoder.encode(5e307)).isEqualTo(0.5f);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                new NumericEncoder(
                    new FeatureSpec.Numeric("x", -2, 5, NumericTransform.LOG1P, "made"), "t"))
        .withMessageContaining("no finite width under the transform log1p");
  }

  @ParameterizedTest
  @CsvSource({"north,0", "' south ',1", "NORTH,2", "east,2", "?,2", "'',2"})
  void categoriesAreExactOrOutOfVocabulary(String text, int position) {
    float[] expected = new float[4];
    expected[1 + position] = 1;
    assertThat(encode(encoder(LABEL), row("40", text, "yes"))).containsExactly(expected);
  }

  @Test
  void anUnknownCategoryIsRefusedByPolicyWithoutItsValue() {
    RowEncoder strict =
        RowEncoder.of(
            MemoryRows.of("t", HEADER, List.of()), features(UnknownCategoryPolicy.REFUSE), LABEL);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> strict.encode(row("40", "secret", "yes"), new float[4], 0))
        .withMessageContaining("t, line 7, column 'ward': the value is outside")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    strict.encode(row("40", "?", "yes"), new float[4], 0);
  }

  @Test
  void labelsFollowTheirRule() {
    RowEncoder binary = encoder(LABEL);
    assertThat(binary.label(row("1", "north", " yes "))).isEqualTo(1);
    assertThat(binary.label(row("1", "north", "no"))).isEqualTo(0);
    RowEncoder multiclass =
        encoder(new LabelSpec.Multiclass("outcome", List.of("low", "mid", "high")));
    assertThat(multiclass.label(row("1", "north", "high"))).isEqualTo(2);
    assertThat(multiclass.label(row("1", "north", "other"))).isEqualTo(-1);
  }

  @Test
  void predictionNeedsNoLabelColumn() {
    MemoryRows rows = MemoryRows.of("t", List.of("ward", "age"), List.of());
    FeatureSpec.Columns features = features(UnknownCategoryPolicy.REFUSE);
    RowEncoder encoder = RowEncoder.forPrediction(rows, features, LABEL);
    assertThat(encoder.hasLabel()).isFalse();
    assertThat(encode(encoder, row("south", "60"))).containsExactly(1, 0, 1, 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RowEncoder.of(rows, features, LABEL))
        .withMessageContaining("column 'outcome': there is no such column");
  }
}
