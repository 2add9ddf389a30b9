package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {

  @Test
  void readsTheExampleOfTheDesign() {
    TrainingSpec spec = SpecFixtures.read(SpecFixtures.READMISSION);

    assertThat(spec)
        .isEqualTo(
            new TrainingSpec(
                "readmission-30d",
                new DataSpec(
                    "diabetes-130-us-hospitals",
                    new DataSource.Catalog("diabetes-130-us-hospitals"),
                    new LabelSpec.Binary("readmitted", List.of("<30")),
                    new FeatureSpec.Columns(
                        List.of(
                            new FeatureSpec.Numeric(
                                "time_in_hospital", 1, 14, NumericTransform.NONE, "UCI 296"),
                            new FeatureSpec.Numeric(
                                "number_inpatient", 0, 20, NumericTransform.LOG1P, "UCI 296")),
                        List.of(
                            new FeatureSpec.Categorical(
                                "gender", List.of("Female", "Male"), "UCI 296")),
                        List.of("?"),
                        UnknownCategoryPolicy.OUT_OF_VOCABULARY),
                    new UnitSpec.Column("patient_nbr", 2),
                    new PublicNumber(57000, "declared in the spec"),
                    new SplitSpec.Hashed(0.2),
                    Optional.empty()),
                new PrivacySpec(
                    3,
                    1e-6,
                    NeighbouringRelation.ADD_OR_REMOVE_ONE,
                    1140,
                    1,
                    OptionalDouble.empty()),
                new ModelSpec.Mlp(List.of(64, 32), ModelSpec.Activation.TANH),
                new OptimizerSpec.Adam(0.002, 0.9, 0.999, 1e-8),
                new TrainingSettings(800, 1024, TrainingSettings.Device.AUTO, 16, Optional.empty()),
                LearningSpec.none(),
                EvaluationSpec.uncharged(EvaluationMode.UNPROTECTED),
                Optional.of(new BudgetGrant(10, 1e-5)),
                new ReportSpec("operator"),
                Optional.empty()));
  }

  @Test
  void readsImagesAndFillsDefaults() {
    TrainingSpec spec = SpecFixtures.read(SpecFixtures.DIGITS);

    assertThat(spec.data().label())
        .isEqualTo(new LabelSpec.Idx(new DataSource.Catalog("mnist-t10k-labels"), 10));
    assertThat(spec.data().features()).isEqualTo(new FeatureSpec.Pixels(28, 28));
    assertThat(spec.data().split())
        .isEqualTo(
            new SplitSpec.Ranges(
                List.of(new SplitSpec.Range(0, 7999)), List.of(new SplitSpec.Range(8000, 9999))));
    assertThat(spec.privacy().relation()).isEqualTo(NeighbouringRelation.ADD_OR_REMOVE_ONE);
    assertThat(spec.optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.5, 0.9));
    assertThat(spec.training())
        .isEqualTo(
            new TrainingSettings(100, 256, TrainingSettings.Device.AUTO, 16, Optional.empty()));
    assertThat(spec.evaluation()).isEqualTo(EvaluationSpec.uncharged(EvaluationMode.NONE));
    assertThat(spec.grant()).isEmpty();
    assertThat(spec.report()).isEqualTo(new ReportSpec("operator"));
  }

  @Test
  void readsTransformsOfImages() {
    String scattering =
        SpecFixtures.DIGITS.replace("columns: 28 } }", "columns: 28 }, transform: scattering }");
    FeatureSpec.Pixels pixels = new FeatureSpec.Pixels(28, 28);

    TrainingSpec spec = SpecFixtures.read(scattering);

    assertThat(spec.data().features())
        .isEqualTo(new FeatureSpec.Transformed(pixels, new ImageTransform.Scattering(2, 8, 27)));
    assertThat(spec.data().features().width()).isEqualTo(81 * 7 * 7);
    assertThat(SpecWriter.json(spec))
        .as("the short form stands for its defaults")
        .isEqualTo(
            SpecWriter.json(
                SpecFixtures.read(
                    scattering, "data.features.transform={type: scattering, groups: 27}")));
    assertThat(
            SpecFixtures.read(
                    scattering,
                    "data.features.transform={type: random-features, count: 500, seed: 3}")
                .data()
                .features())
        .isEqualTo(
            new FeatureSpec.Transformed(
                pixels,
                new ImageTransform.RandomFeatures(ImageTransform.FeatureMap.FOURIER, 500, 1, 3)));
    assertThat(PlanText.render(PlanCompiler.compile(spec)))
        .contains("scattering of 2 scales and 8 orientations in 27 groups", "3969 inputs");
  }

  @Test
  void valuesComparedWithTextAreKeptAsWritten() {
    TrainingSpec spec =
        SpecFixtures.read(
            SpecFixtures.READMISSION,
            "data.label.positive=[NO, 1.0, 01, true, 1e3]",
            "data.features.missing=[.nan, 0x1F]");

    assertThat(((LabelSpec.Binary) spec.data().label()).positive())
        .containsExactly("NO", "1.0", "01", "true", "1e3");
    assertThat(((FeatureSpec.Columns) spec.data().features()).missing())
        .containsExactly(".nan", "0x1F");
  }

  @Test
  void resolvesFilesAgainstTheFolderOfTheSpecAndRecordsThemAsGiven(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, SpecFixtures.READMISSION);

    TrainingSpec spec =
        SpecReader.read(file, List.of("data.source=file:../in.zip!a/b.csv", "data.id=people"));

    DataSource.File source = (DataSource.File) spec.data().source();
    assertThat(source.path()).isEqualTo(folder.toAbsolutePath().resolveSibling("in.zip!a/b.csv"));
    assertThat(source.reference()).isEqualTo("file:../in.zip!a/b.csv");
    assertThat(SpecWriter.json(spec).toString()).doesNotContain(folder.toString());
  }

  @Test
  void laterOverridesWin() {
    TrainingSpec spec =
        SpecFixtures.read(
            SpecFixtures.READMISSION,
            "training.steps=10",
            "training.steps=20",
            "model={type: mlp, hidden: [4]}",
            "model.hidden[0]=7");

    assertThat(spec.training().steps()).isEqualTo(20);
    assertThat(spec.model()).isEqualTo(new ModelSpec.Mlp(List.of(7), ModelSpec.Activation.TANH));
  }
}
