package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageTransform;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedModelTest {
  private static final FeatureSpec TABLE =
      new FeatureSpec.Columns(
          List.of(
              new FeatureSpec.Numeric("age", 0, 120, NumericTransform.NONE, "biology"),
              new FeatureSpec.Numeric("debt", 0, 1e6, NumericTransform.LOG1P, "law")),
          List.of(new FeatureSpec.Categorical("region", List.of("n\u00f6rd", "s"), "map")),
          List.of("?"),
          UnknownCategoryPolicy.OUT_OF_VOCABULARY);

  @TempDir Path folder;

  static Stream<TrainedModel> models() {
    ModelSpec mlp = new ModelSpec.Mlp(List.of(4, 3), ModelSpec.Activation.RELU);
    return Stream.of(
        model(TABLE, new LabelSpec.Binary("y", List.of("1", "yes")), mlp, ModelStatus.PARTIAL),
        model(
            TABLE,
            new LabelSpec.Multiclass("y", List.of("a", "b", "c")),
            new ModelSpec.LogisticRegression(),
            ModelStatus.COMPLETE),
        model(
            new FeatureSpec.Pixels(2, 3),
            new LabelSpec.Idx(new DataSource.Catalog("mnist"), 10),
            mlp,
            ModelStatus.COMPLETE),
        transformed(new ImageTransform.Scattering(2, 6, 7)),
        transformed(
            new ImageTransform.RandomFeatures(
                ImageTransform.FeatureMap.RELU, 12, 0.3, (1L << 53) - 1)));
  }

  private static TrainedModel transformed(ImageTransform transform) {
    return model(
        new FeatureSpec.Transformed(new FeatureSpec.Pixels(8, 12), transform),
        new LabelSpec.Idx(new DataSource.Catalog("mnist"), 10),
        new ModelSpec.LogisticRegression(),
        ModelStatus.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"wavelets\"}",
        "\"scattering\"",
        "{\"type\":\"scattering\"}",
        "{\"type\":\"scattering\",\"scales\":5,\"orientations\":8,\"groups\":1}",
        "{\"type\":\"scattering\",\"scales\":2,\"orientations\":17,\"groups\":1}",
        "{\"type\":\"scattering\",\"scales\":3,\"orientations\":8,\"groups\":1}",
        "{\"type\":\"scattering\",\"scales\":2,\"orientations\":8,\"groups\":10}",
        "{\"type\":\"scattering\",\"scales\":2,\"orientations\":8,\"groups\":0}",
        "{\"type\":\"random-features\",\"map\":\"sin\",\"count\":3,\"scale\":1,\"seed\":1}",
        "{\"type\":\"random-features\",\"map\":\"relu\",\"count\":0,\"scale\":1,\"seed\":1}",
        "{\"type\":\"random-features\",\"map\":\"relu\",\"count\":3,\"scale\":0,\"seed\":1}",
        "{\"type\":\"random-features\",\"map\":\"relu\",\"count\":3,\"scale\":1,\"seed\":-1}",
        "{\"type\":\"random-features\",\"map\":\"relu\",\"count\":9999999,\"scale\":1,\"seed\":1}"
      })
  void aTransformThatCannotBeTakenIsRefused(String transform) throws IOException {
    ObjectNode root =
        PreprocessingJson.write(
            new FeatureSpec.Pixels(12, 12), new LabelSpec.Idx(new DataSource.Catalog("m"), 10));
    ((ObjectNode) root.get("features"))
        .set("transform", JsonMapper.builder().build().readTree(transform));

    assertThatThrownBy(() -> PreprocessingJson.features(root))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching(".*(features transform|unknown word sin).*");
  }

  private static TrainedModel model(
      FeatureSpec features, LabelSpec label, ModelSpec architecture, ModelStatus status) {
    Random random = new Random(1);
    float[] parameters =
        new float[TrainedModel.networkOf(features, label, architecture).dimension()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return new TrainedModel(features, label, architecture, status, parameters);
  }

  @Test
  void twoNamedClassesHaveAnOutputEachAsPlanned() {
    LabelSpec two = new LabelSpec.Multiclass("y", List.of("a", "b"));
    TrainedModel model =
        model(TABLE, two, new ModelSpec.LogisticRegression(), ModelStatus.COMPLETE);
    assertThat(model.network().outputs()).isEqualTo(2);
    float[] first = model.predict(new float[TABLE.width()], 1)[0];
    assertThat((double) first[0] + first[1]).isBetween(1 - 1e-6, 1 + 1e-6);
  }

  private TrainedModel saved() throws IOException {
    TrainedModel model = models().findFirst().orElseThrow();
    model.save(folder.resolve("model"));
    return model;
  }

  @ParameterizedTest
  @MethodSource("models")
  void comesBackAsItWas(TrainedModel model) throws IOException {
    model.save(folder.resolve("model"));
    TrainedModel loaded = TrainedModel.load(folder.resolve("model"));
    assertThat(loaded.features()).isEqualTo(model.features());
    assertThat(loaded.label()).isEqualTo(model.label());
    assertThat(loaded.architecture()).isEqualTo(model.architecture());
    assertThat(loaded.status()).isEqualTo(model.status());
    assertThat(loaded.parameters()).isEqualTo(model.parameters());
    assertThat(loaded.digest()).isEqualTo(model.digest()).matches("[0-9a-f]{64}");
    float[] rows = {0.1f, -0.5f, 1, 0, 0, 0.3f};
    int width = model.features().width();
    float[] row = Arrays.copyOf(rows, width);
    assertThat(loaded.predict(row, 1)[0]).isEqualTo(model.predict(row, 1)[0]);
  }

  @Test
  void isNotWrittenOverSomethingElse() throws IOException {
    TrainedModel model = saved();
    assertThatThrownBy(() -> model.save(folder.resolve("model")))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactly(folder.resolve("model"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "preprocessing.json", "weights.safetensors"})
  void aChangedByteInAnyFileIsFound(String name) throws IOException {
    saved();
    Path file = folder.resolve("model").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TrainedModel.load(folder.resolve("model")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"apiVersion\":\"lethe.dev/model/v2\",\"files\":{},\"status\":\"complete\"}",
        "{\"apiVersion\":\"lethe.dev/model/v1\",\"files\":{\"../x\":\"\"},\"status\":\"complete\"}",
        "{ \"apiVersion\":\"lethe.dev/model/v1\",\"files\":{},\"status\":\"complete\"}"
      })
  void aManifestOfAnotherFormIsRefused(String manifest) throws IOException {
    saved();
    Files.write(
        folder.resolve("model").resolve("manifest.json"),
        manifest.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TrainedModel.load(folder.resolve("model")))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void weightsOfAnotherShapeOrNotFiniteAreRefused() {
    TrainedModel model = models().findFirst().orElseThrow();
    byte[] file = Safetensors.write(model.network(), model.parameters());
    assertThat(Safetensors.read(model.network(), file)).isEqualTo(model.parameters());
    byte[] shorter = Arrays.copyOf(file, file.length - 1);
    assertThatThrownBy(() -> Safetensors.read(model.network(), shorter))
        .isInstanceOf(ModelException.class);
    byte[] header = file.clone();
    header[12] ^= 1;
    assertThatThrownBy(() -> Safetensors.read(model.network(), header))
        .isInstanceOf(ModelException.class);
    float[] broken = model.parameters();
    broken[3] = Float.NaN;
    byte[] notFinite = Safetensors.write(model.network(), broken);
    assertThatThrownBy(() -> Safetensors.read(model.network(), notFinite))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("finite");
  }

  @Test
  void probabilitiesAddUpToOneAndFollowTheLogit() {
    TrainedModel model =
        new TrainedModel(
            new FeatureSpec.Pixels(1, 1),
            new LabelSpec.Binary("y", List.of("1")),
            new ModelSpec.LogisticRegression(),
            ModelStatus.COMPLETE,
            new float[] {2, 1});
    float[][] p = model.predict(new float[] {0.5f, -800, 800}, 3);
    assertThat(p[0][1]).isEqualTo((float) (1 / (1 + Math.exp(-2))));
    assertThat(p[0][0] + p[0][1]).isBetween(0.999999f, 1.000001f);
    assertThat(p[1]).containsExactly(1, 0);
    assertThat(p[2]).containsExactly(0, 1);
    assertThatThrownBy(() -> model.predict(new float[2], 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
