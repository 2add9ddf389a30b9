package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a spec as JSON in the published grammar with every default filled in; reading it back
 * gives an equal spec.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /** The spec as a tree. */
  public static ObjectNode json(TrainingSpec spec) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", "lethe.dev/v1").put("kind", "TrainingRun");
    root.putObject("metadata").put("name", spec.name());
    root.set("data", data(spec));
    root.set("privacy", privacy(spec.privacy()));
    root.set("model", model(spec.model()));
    root.set("optimizer", OptimizerJson.write(spec.optimizer()));
    root.set("training", training(spec));
    root.putObject("distributed").put("workers", 1);
    root.set("evaluation", evaluation(spec.evaluation()));
    spec.grant().ifPresent(grant -> root.putObject("budget").set("grant", GrantJson.write(grant)));
    root.putObject("report").put("signWith", spec.report().signWith());
    spec.search().ifPresent(search -> root.set("search", SearchJson.write(search)));
    return root;
  }

  /** The spec as canonical JSON (RFC 8785). */
  public static byte[] canonicalJson(TrainingSpec spec) {
    return CanonicalJson.bytes(json(spec));
  }

  /**
   * Reads what {@link #json} wrote, by the same rules as a spec file.
   *
   * @param json the tree
   * @param baseDir the folder that {@code file:} sources are relative to
   * @throws SpecException if it is not a valid spec
   */
  public static TrainingSpec fromJson(JsonNode json, Path baseDir) {
    return SpecReader.bind(SpecTree.of(json.deepCopy()), baseDir);
  }

  private static ObjectNode data(TrainingSpec spec) {
    DataSpec data = spec.data();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("source", data.source().reference()).put("id", data.id());
    node.set("label", label(data.label()));
    node.set("features", FeatureWriter.features(spec));
    node.set("privacyUnit", unit(data.unit()));
    node.putObject("population")
        .put("value", data.population().value())
        .put("source", data.population().source());
    node.set("split", split(data.split()));
    data.profile()
        .ifPresent(
            origin ->
                node.putObject("profile").put("run", origin.run()).put("report", origin.report()));
    return node;
  }

  private static ObjectNode training(TrainingSpec spec) {
    TrainingSettings training = spec.training();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("steps", training.steps())
            .put("physicalBatch", training.physicalBatch())
            .put("device", training.device().tag())
            .put("ledgerWindow", training.ledgerWindow());
    training
        .classWeights()
        .ifPresent(
            weights -> {
              ObjectNode declared = node.putObject("classWeights");
              ObjectNode values = declared.put("source", weights.source()).putObject("values");
              List<String> names = spec.data().label().classNames();
              for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), weights.values().get(i));
              }
            });
    spec.learning()
        .classWeights()
        .ifPresent(
            learned ->
                node.putObject("classWeights")
                    .putObject(FeatureBinder.LEARN)
                    .put("epsilon", learned.epsilon()));
    return node;
  }

  private static JsonNode evaluation(EvaluationSpec evaluation) {
    if (evaluation.mode() != EvaluationMode.CHARGED) {
      return JsonNodeFactory.instance.textNode(evaluation.mode().tag());
    }
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("mode", evaluation.mode().tag())
            .put("epsilon", evaluation.epsilon())
            .put("bins", evaluation.bins());
    evaluation.groupBy().ifPresent(column -> node.put("groupBy", column));
    return node;
  }

  static ObjectNode unit(UnitSpec unit) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return unit instanceof UnitSpec.Column column
        ? node.put("column", column.column()).put("maxContributions", column.maxContributions())
        : node.put("row", true);
  }

  static ObjectNode split(SplitSpec split) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (split instanceof SplitSpec.Ranges ranges) {
      ranges.train().forEach(range(node.putArray("train")));
      ranges.test().forEach(range(node.putArray("test")));
      return node;
    }
    return node.put("test", ((SplitSpec.Hashed) split).test());
  }

  private static Consumer<SplitSpec.Range> range(ArrayNode array) {
    return range -> array.add(range.first() + "-" + range.last());
  }

  static ObjectNode label(LabelSpec label) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (label instanceof LabelSpec.Binary binary) {
      node.put("column", binary.column()).set("positive", texts(binary.positive()));
    } else if (label instanceof LabelSpec.Multiclass multiclass) {
      node.put("column", multiclass.column()).set("classes", texts(multiclass.values()));
    } else if (label instanceof LabelSpec.Idx idx) {
      node.put("source", idx.source().reference()).put("classes", idx.classes());
    }
    return node;
  }

  private static ObjectNode privacy(PrivacySpec privacy) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("epsilon", privacy.epsilon())
        .put("delta", privacy.delta())
        .put("relation", privacy.relation().tag());
    node.putObject("sampling")
        .put("scheme", "poisson")
        .put("expectedBatch", privacy.expectedBatch());
    node.set("clipping", ClippingJson.write(privacy.clipping()));
    privacy.noiseMultiplier().ifPresent(z -> node.put("noiseMultiplier", z));
    return node;
  }

  static ObjectNode model(ModelSpec model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (model instanceof ModelSpec.Mlp mlp) {
      ArrayNode hidden = node.put("type", "mlp").putArray("hidden");
      mlp.hidden().forEach(hidden::add);
      return node.put("activation", mlp.activation().tag());
    }
    if (model instanceof ModelSpec.Cnn cnn) {
      return ConvolutionJson.write(cnn, node);
    }
    return node.put("type", "logistic-regression");
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
