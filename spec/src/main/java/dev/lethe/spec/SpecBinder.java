package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.event.NeighbouringRelation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Makes records of a tree that passed every check, filling in defaults. */
final class SpecBinder {
  static final String DECLARED = "declared in the spec";
  static final double DEFAULT_TEST = 0.2;
  static final int DEFAULT_PHYSICAL_BATCH = 256;
  static final int DEFAULT_LEDGER_WINDOW = 16;

  private final Path baseDir;

  SpecBinder(Path baseDir) {
    this.baseDir = baseDir;
  }

  TrainingSpec bind(JsonNode root) {
    DataSpec data = data(root.path("data"));
    PrivacySpec privacy = privacy(root.path("privacy"));
    return new TrainingSpec(
        root.path("metadata").path("name").asText(),
        data,
        privacy,
        model(root.path("model")),
        OptimizerJson.read(root.path("optimizer")),
        training(root.path("training"), data.label()),
        FeatureBinder.learning(data.features(), root),
        evaluation(root.path("evaluation"), privacy.epsilon()),
        grant(root),
        new ReportSpec(root.path("report").path("signWith").asText("operator")),
        SearchJson.read(root.path("search"), privacy.epsilon()));
  }

  static Optional<BudgetGrant> grant(JsonNode root) {
    JsonNode grant = root.path("budget").path("grant");
    return grant.isMissingNode() ? Optional.empty() : Optional.of(GrantJson.read(grant));
  }

  private DataSpec data(JsonNode data) {
    DataSource source = source(data.path("source").asText());
    String fallback = source instanceof DataSource.Catalog catalog ? catalog.name() : "";
    return new DataSpec(
        data.path("id").asText(fallback),
        source,
        label(data.path("label")),
        FeatureBinder.bind(data.path("features")),
        unit(data.path("privacyUnit")),
        population(data.path("population")),
        split(data.path("split")),
        profile(data.path("profile")));
  }

  private static Optional<ProfileOrigin> profile(JsonNode profile) {
    return profile.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new ProfileOrigin(profile.path("run").asText(), profile.path("report").asText()));
  }

  private static EvaluationSpec evaluation(JsonNode evaluation, double total) {
    JsonNode tag = evaluation.isObject() ? evaluation.path("mode") : evaluation;
    EvaluationMode mode = tagged(EvaluationMode.values(), EvaluationMode::tag, tag, "none");
    if (mode != EvaluationMode.CHARGED) {
      return EvaluationSpec.uncharged(mode);
    }
    JsonNode groupBy = evaluation.path("groupBy");
    return new EvaluationSpec(
        mode,
        evaluation.path("epsilon").asDouble(total / EvaluationSpec.DEFAULT_SHARE),
        evaluation.path("bins").asInt(EvaluationSpec.DEFAULT_BINS),
        groupBy.isMissingNode() ? Optional.empty() : Optional.of(groupBy.asText()));
  }

  DataSource source(String reference) {
    String rest = reference.substring(reference.indexOf(':') + 1);
    return reference.startsWith("catalog:")
        ? new DataSource.Catalog(rest)
        : new DataSource.File(rest, baseDir.resolve(rest).normalize());
  }

  LabelSpec label(JsonNode label) {
    if (label.has("source")) {
      return new LabelSpec.Idx(
          source(label.path("source").asText()), label.path("classes").asInt());
    }
    String column = label.path("column").asText();
    return label.has("positive")
        ? new LabelSpec.Binary(column, FeatureBinder.texts(label.path("positive")))
        : new LabelSpec.Multiclass(column, FeatureBinder.texts(label.path("classes")));
  }

  static UnitSpec unit(JsonNode unit) {
    return unit.has("row")
        ? new UnitSpec.Row()
        : new UnitSpec.Column(unit.path("column").asText(), unit.path("maxContributions").asInt());
  }

  static PublicNumber population(JsonNode population) {
    return population.isObject()
        ? new PublicNumber(population.path("value").asLong(), population.path("source").asText())
        : new PublicNumber(population.asLong(), DECLARED);
  }

  private static SplitSpec split(JsonNode split) {
    return split.has("train")
        ? new SplitSpec.Ranges(ranges(split.path("train")), ranges(split.path("test")))
        : new SplitSpec.Hashed(split.path("test").asDouble(DEFAULT_TEST));
  }

  static List<SplitSpec.Range> ranges(JsonNode ranges) {
    List<SplitSpec.Range> all = new ArrayList<>();
    for (JsonNode range : ranges) {
      String[] ends = range.asText().split("-", 2);
      all.add(new SplitSpec.Range(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
    }
    return all;
  }

  private static PrivacySpec privacy(JsonNode privacy) {
    JsonNode noise = privacy.path("noiseMultiplier");
    double expectedBatch = privacy.path("sampling").path("expectedBatch").asDouble();
    return new PrivacySpec(
        privacy.path("epsilon").asDouble(),
        privacy.path("delta").asDouble(),
        tagged(
            NeighbouringRelation.values(),
            NeighbouringRelation::tag,
            privacy.path("relation"),
            NeighbouringRelation.ADD_OR_REMOVE_ONE.tag()),
        expectedBatch,
        ClippingJson.read(privacy.path("clipping"), expectedBatch),
        noise.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(noise.asDouble()));
  }

  private static ModelSpec model(JsonNode model) {
    if (model.path("type").asText().equals("logistic-regression")) {
      return new ModelSpec.LogisticRegression();
    }
    List<Integer> hidden = new ArrayList<>();
    model.path("hidden").forEach(width -> hidden.add(width.asInt()));
    ModelSpec.Activation activation =
        tagged(
            ModelSpec.Activation.values(),
            ModelSpec.Activation::tag,
            model.path("activation"),
            "tanh");
    return model.path("type").asText().equals(ConvolutionJson.TYPE)
        ? new ModelSpec.Cnn(ConvolutionJson.read(model.path("convolutions")), hidden, activation)
        : new ModelSpec.Mlp(hidden, activation);
  }

  private static TrainingSettings training(JsonNode training, LabelSpec label) {
    return new TrainingSettings(
        training.path("steps").asLong(),
        training.path("physicalBatch").asInt(DEFAULT_PHYSICAL_BATCH),
        tagged(
            TrainingSettings.Device.values(),
            TrainingSettings.Device::tag,
            training.path("device"),
            "auto"),
        training.path("ledgerWindow").asInt(DEFAULT_LEDGER_WINDOW),
        weights(training.path("classWeights"), label));
  }

  private static Optional<ClassWeights> weights(JsonNode weights, LabelSpec label) {
    if (!weights.has("values")) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>();
    label.classNames().forEach(name -> values.add(weights.path("values").path(name).asDouble()));
    return Optional.of(new ClassWeights(values, weights.path("source").asText()));
  }

  static <T> T tagged(T[] values, Function<T, String> tag, JsonNode node, String fallback) {
    String wanted = node.asText(fallback);
    for (T value : values) {
      if (tag.apply(value).equals(wanted)) {
        return value;
      }
    }
    throw new IllegalStateException("a checked spec has the unknown value " + wanted);
  }
}
