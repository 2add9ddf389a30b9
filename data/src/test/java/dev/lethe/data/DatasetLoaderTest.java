package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.catalog.Network;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageTransform;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLoaderTest {
  @TempDir Path folder;

  private final List<String> operatorLog = new ArrayList<>();
  private final DatasetKeys keys = DatasetKeys.random();
  private DataSpec spec = Specs.visits(new DataSource.Catalog("none"), 2);

  @BeforeEach
  void table() throws IOException {
    StringBuilder text = new StringBuilder("person,age,ward,outcome\n");
    for (int i = 0; i < 300; i++) {
      text.append("p").append(i % 150).append(',').append(i % 100).append(",north,");
      text.append(i % 3 == 0 ? "yes" : "no").append('\n');
    }
    write(text.toString());
  }

  private Path write(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("visits.csv"), text);
    spec = Specs.visits(new DataSource.File(file), 2);
    return file;
  }

  private LoadedData load() throws IOException {
    DatasetResolver resolver =
        DatasetResolver.of(folder.resolve("cache"), Optional.empty(), Network.OFFLINE);
    return DatasetLoader.load(
        spec, LoadOptions.of(keys, resolver).withOperatorLog(operatorLog::add));
  }

  private ThrowableAssertAlternative<DataException> refused() {
    return assertThatExceptionOfType(DataException.class).isThrownBy(this::load);
  }

  @Test
  void partsHoldWholeUnitsAndTheSameKeyGivesThemAgain() throws IOException {
    LoadedData first = load();
    LoadedData again = load();
    assertThat(first.train().units() + first.test().units()).isEqualTo(150);
    assertThat(first.train().rows() + first.test().rows()).isEqualTo(300);
    assertThat(first.test().units()).isBetween(20, 75);
    assertThat(again.train().unitIds()).isEqualTo(first.train().unitIds());
    assertThat(again.train().features()).isEqualTo(first.train().features());
    assertThat(first.toString()).doesNotContain("150").doesNotContain("300");
  }

  @Test
  void oneUnitKeepsAtMostItsContributions() throws IOException {
    spec = Specs.visits(spec.source(), 1);
    LoadedData data = load();
    assertThat(data.train().rows()).isEqualTo(data.train().units());
  }

  @Test
  void factsOfAUsersFileCarryACommitmentAndNoPlainDigest() throws IOException {
    DataFacts facts = load().facts();
    assertThat(facts.publicSha256()).isEmpty();
    assertThat(facts.entries()).isEmpty();
    Path file = folder.resolve("visits.csv");
    byte[] salt = facts.commitment().salt();
    String value = facts.commitment().value();
    assertThat(DataCommitment.verify(List.of(file), salt, value)).isTrue();
    assertThat(load().facts().commitment().value()).as("fresh salt").isNotEqualTo(value);
    Files.writeString(file, Files.readString(file).replace("p149,", "p148,"));
    assertThat(DataCommitment.verify(List.of(file), salt, value)).isFalse();
    salt[0]++;
    assertThat(facts.commitment().salt()).isNotEqualTo(salt);
  }

  @Test
  void oneClassIsRefused() throws IOException {
    write("person,age,ward,outcome\n" + "a,1,north,no\nb,1,north,no\nc,2,north,no\n".repeat(9));
    spec = Specs.withSplit(spec, new SplitSpec.Hashed(0));
    refused()
        .withMessageContaining("visits.csv")
        .withMessageContaining("one class only")
        .withMessageContaining("data.label");
  }

  @Test
  void noDeclaredClassIsRefused() {
    spec =
        Specs.withFeatures(
            spec,
            spec.features(),
            new LabelSpec.Multiclass("outcome", List.of("Yes", "No", "Maybe")));
    refused().withMessageContaining("no training record has one of the declared classes");
  }

  @Test
  void aPopulationFarTooSmallIsRefusedWithoutTheCount() throws IOException {
    int units = load().train().units();
    spec = Specs.withPopulation(spec, units / 2 - 1);
    refused()
        .withMessageContaining("declared population is too small")
        .withMessageContaining("more than twice")
        .satisfies(
            e -> {
              // The folder's random name may hold any digits.
              String message = String.valueOf(e.getMessage());
              assertThat(message.substring(message.indexOf("declared population")))
                  .doesNotContain(String.valueOf(units));
            });
    spec = Specs.withPopulation(spec, units);
    operatorLog.clear();
    load();
    assertThat(operatorLog).isEmpty();
  }

  @Test
  void aPopulationFarTooLargeIsSaidToTheOperatorOnly() throws IOException {
    spec = Specs.withPopulation(spec, 5_000);
    load();
    assertThat(operatorLog).hasSize(1);
    assertThat(operatorLog.get(0))
        .contains("fewer than half")
        .doesNotContainPattern("\\b1\\d\\d\\b");
  }

  @Test
  void rowsWithoutAUnitAreRefused() throws IOException {
    for (String none : List.of("", "  ", "?", "\"\u00a0\"")) {
      write("person,age,ward,outcome\na,1,north,no\n" + none + ",2,north,yes\n");
      refused().withMessageContaining("line 3, column 'person': the row names no privacy unit");
    }
  }

  @Test
  void missingColumnsAndFilesAreNamed() throws IOException {
    write("persons,age,ward,outcome\na,1,north,no\n");
    refused().withMessageContaining("column 'person'").withMessageContaining("'persons'");
    Files.delete(folder.resolve("visits.csv"));
    refused().withMessageContaining("there is no such file");
  }

  @Test
  void unknownCategoriesAreRefusedWhereTheSpecSaysSo() throws IOException {
    write("person,age,ward,outcome\na,1,north,no\nb,2,east,yes\n");
    spec = Specs.withFeatures(spec, Specs.visitFeatures(UnknownCategoryPolicy.REFUSE), Specs.YES);
    refused().withMessageContaining("line 3, column 'ward'");
  }

  @Test
  void unreadableNumbersAreCountedForTheOperator() throws IOException {
    write("person,age,ward,outcome\na,old,north,no\nb,NaN,north,yes\nc,3,west,no\n");
    spec = Specs.withPopulation(Specs.withSplit(spec, new SplitSpec.Hashed(0)), 3);
    assertThat(load().train().features()).contains(0f).doesNotContain(Float.NaN);
    assertThat(operatorLog)
        .anyMatch(line -> line.contains("column 'age': 2 values"))
        .anyMatch(line -> line.contains("column 'ward': 1 values"));
  }

  @Test
  void rangesSplitByPositionAndMustFit() throws IOException {
    spec = Specs.withUnit(spec, new UnitSpec.Row());
    spec = Specs.withSplit(spec, ranges(0, 199, 250, 299));
    LoadedData data = load();
    assertThat(data.train().units()).isEqualTo(200);
    assertThat(data.test().units()).isEqualTo(50);
    spec = Specs.withSplit(spec, ranges(0, 199, 250, 300));
    refused().withMessageContaining("range 250-300 goes past the last row");
    spec = Specs.withSplit(spec, ranges(0, 199, 150, 299));
    refused().withMessageContaining("overlap");
    spec = Specs.withUnit(spec, new UnitSpec.Column("person", 2));
    refused().withMessageContaining("each row to be a privacy unit");
  }

  private static SplitSpec ranges(long first, long last, long testFirst, long testLast) {
    return new SplitSpec.Ranges(
        List.of(new SplitSpec.Range(first, last)),
        List.of(new SplitSpec.Range(testFirst, testLast)));
  }

  private Path idx(String name, int bytes, int... header) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(4 * header.length + bytes);
    Arrays.stream(header).forEach(out::putInt);
    for (int i = 0; i < bytes; i++) {
      out.put((byte) (i % 3));
    }
    return Files.write(folder.resolve(name), out.array());
  }

  private void images(Path images, Path labels, int size) {
    spec = Specs.visits(new DataSource.File(images), 1);
    spec = Specs.withUnit(spec, new UnitSpec.Row());
    spec =
        Specs.withFeatures(
            spec,
            new FeatureSpec.Pixels(size, size),
            new LabelSpec.Idx(new DataSource.File(labels), 2));
  }

  @Test
  void imagesAndLabelsBelongTogether() throws IOException {
    Path images = idx("images", 360, 0x803, 90, 2, 2);
    Path labels = idx("labels", 90, 0x801, 90);
    images(images, labels, 2);
    LoadedData data = load();
    assertThat(data.train().units() + data.test().units()).isEqualTo(90);
    assertThat(data.train().labels()).as("2 is no declared class").contains(-1, 0, 1);
    byte[] salt = data.facts().commitment().salt();
    String value = data.facts().commitment().value();
    assertThat(DataCommitment.verify(List.of(images, labels), salt, value)).isTrue();
    assertThat(DataCommitment.verify(List.of(labels, images), salt, value)).isFalse();

    images(images, labels, 3);
    refused().withMessageContaining("its images are 2 x 2");
    images(images, idx("fewer", 89, 0x801, 89), 2);
    refused().withMessageContaining("fewer: it has 89 labels for 90 images");
    images(images, images, 2);
    refused().withMessageContaining("00000803");
  }

  @Test
  void transformedImagesKeepTheirUnitsAndArePredictedFromAsTheyWereTrainedOn() throws IOException {
    Path images = idx("images", 90 * 64, 0x803, 90, 8, 8);
    Path labels = idx("labels", 90, 0x801, 90);
    images(images, labels, 8);
    LoadedData plain = load();
    FeatureSpec features =
        new FeatureSpec.Transformed(
            new FeatureSpec.Pixels(8, 8), new ImageTransform.Scattering(1, 4, 5));
    spec = Specs.withFeatures(spec, features, spec.label());

    LoadedData data = load();

    assertThat(data.train().unitIds()).isEqualTo(plain.train().unitIds());
    assertThat(data.train().labels()).isEqualTo(plain.train().labels());
    assertThat(data.train().width()).isEqualTo(5 * 16);
    Set<String> trained = rows(data.train().features(), 80);
    trained.addAll(rows(data.test().features(), 80));
    try (PredictionInput input =
        PredictionInput.open(
            Content.file(images),
            Optional.of(Content.file(labels)),
            features,
            spec.label(),
            ReadLimits.standard())) {
      float[] inputs = new float[90 * input.width()];
      assertThat(input.read(inputs, new int[90])).isEqualTo(90);
      assertThat(rows(inputs, 80)).isEqualTo(trained);
    }
  }

  private static Set<String> rows(float[] inputs, int width) {
    Set<String> rows = new HashSet<>();
    for (int at = 0; at < inputs.length; at += width) {
      rows.add(Arrays.toString(Arrays.copyOfRange(inputs, at, at + width)));
    }
    return rows;
  }
}
