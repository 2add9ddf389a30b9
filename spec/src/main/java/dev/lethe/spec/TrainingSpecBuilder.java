package dev.lethe.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantDetails;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a spec together in code; {@link #build()} gives it the defaults of spec files and refuses,
 * all at once, what a spec file would be refused for.
 */
public final class TrainingSpecBuilder {
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private Path baseDir = Path.of("");

  TrainingSpecBuilder() {
    root.put("apiVersion", "lethe.dev/v1").put("kind", "TrainingRun");
  }

  /** The run's name. */
  public TrainingSpecBuilder name(String name) {
    at("metadata").put("name", name);
    return this;
  }

  /** The private table, {@code catalog:NAME} or {@code file:PATH}. */
  public TrainingSpecBuilder source(String reference) {
    at("data").put("source", reference);
    return this;
  }

  /** The folder that {@code file:} sources are relative to; the working folder if not given. */
  public TrainingSpecBuilder baseDir(Path folder) {
    baseDir = folder;
    return this;
  }

  /** The population that the ledger is kept for. */
  public TrainingSpecBuilder id(String datasetId) {
    at("data").put("id", datasetId);
    return this;
  }

  /** A label that is 1 where the column holds one of the values. */
  public TrainingSpecBuilder binaryLabel(String column, String... positive) {
    ObjectNode label = fresh("data", "label").put("column", column);
    label.set("positive", texts(List.of(positive)));
    return this;
  }

  /** A label with several classes, in this order. */
  public TrainingSpecBuilder multiclassLabel(String column, List<String> classes) {
    fresh("data", "label").put("column", column).set("classes", texts(classes));
    return this;
  }

  /** Labels in an IDX file. */
  public TrainingSpecBuilder idxLabel(String reference, int classes) {
    fresh("data", "label").put("source", reference).put("classes", classes);
    return this;
  }

  /** A numeric input with its public bounds. */
  public TrainingSpecBuilder numeric(String column, double min, double max, String source) {
    return numeric(column, min, max, NumericTransform.NONE, source);
  }

  /** A numeric input with its public bounds, transformed before it is scaled. */
  public TrainingSpecBuilder numeric(
      String column, double min, double max, NumericTransform transform, String source) {
    at("data", "features").withArray("numeric").add(column);
    fresh("data", "features", "bounds", column)
        .put("min", min)
        .put("max", max)
        .put("transform", transform.tag())
        .put("source", source);
    return this;
  }

  /** A numeric input whose bounds are learned, see {@link #learnBounds}. */
  public TrainingSpecBuilder unboundedNumeric(String column, NumericTransform transform) {
    at("data", "features").withArray("numeric").add(column);
    if (transform != NumericTransform.NONE) {
      at("data", "features", "bounds", FeatureBinder.LEARN, "transforms")
          .put(column, transform.tag());
    }
    return this;
  }

  /** Learns the bounds of all numeric inputs without public ones, at this cost together. */
  public TrainingSpecBuilder learnBounds(double epsilon) {
    at("data", "features", "bounds", FeatureBinder.LEARN).put("epsilon", epsilon);
    return this;
  }

  /** A public range outside of which no bound is looked for. */
  public TrainingSpecBuilder learnBoundsWithin(double min, double max) {
    at("data", "features", "bounds", FeatureBinder.LEARN).putArray("range").add(min).add(max);
    return this;
  }

  /** A categorical input whose vocabulary is learned, see {@link #learnVocabularies}. */
  public TrainingSpecBuilder openCategorical(String column) {
    at("data", "features").withArray("categorical").add(column);
    return this;
  }

  /**
   * Learns the vocabularies of all categorical inputs without public ones, at this cost together.
   */
  public TrainingSpecBuilder learnVocabularies(double epsilon, double delta, int maxValues) {
    fresh("data", "features", "vocabularies", FeatureBinder.LEARN)
        .put("epsilon", epsilon)
        .put("delta", delta)
        .put("maxValues", maxValues);
    return this;
  }

  /** Weights of the classes from noisy counts. */
  public TrainingSpecBuilder learnClassWeights(double epsilon) {
    fresh("training", "classWeights", FeatureBinder.LEARN).put("epsilon", epsilon);
    return this;
  }

  /** A weight for every class, by name; {@code negative} and {@code positive} for two. */
  public TrainingSpecBuilder classWeights(Map<String, Double> weights, String source) {
    ObjectNode values = fresh("training", "classWeights").put("source", source).putObject("values");
    new TreeMap<>(weights).forEach(values::put);
    return this;
  }

  /** A categorical input with its public vocabulary. */
  public TrainingSpecBuilder categorical(String column, List<String> values, String source) {
    at("data", "features").withArray("categorical").add(column);
    fresh("data", "features", "vocabularies", column)
        .put("source", source)
        .set("values", texts(values));
    return this;
  }

  /** Markers of a missing value, besides the empty field. */
  public TrainingSpecBuilder missing(String... markers) {
    at("data", "features").set("missing", texts(List.of(markers)));
    return this;
  }

  /** What happens to values outside a vocabulary. */
  public TrainingSpecBuilder unknownCategory(UnknownCategoryPolicy policy) {
    at("data", "features").put("unknownCategory", policy.tag());
    return this;
  }

  /** Grey images instead of columns. */
  public TrainingSpecBuilder pixels(int rows, int columns) {
    fresh("data", "features", "pixels").put("rows", rows).put("columns", columns);
    return this;
  }

  /** What is trained on instead of the pixels themselves. */
  public TrainingSpecBuilder transform(ImageTransform transform) {
    at("data", "features").set(TransformJson.KEY, TransformJson.write(transform));
    return this;
  }

  /** Whose privacy is protected. */
  public TrainingSpecBuilder privacyUnit(UnitSpec unit) {
    at("data").set("privacyUnit", SpecWriter.unit(unit));
    return this;
  }

  /** The public number of privacy units in training, and where it is publicly known from. */
  public TrainingSpecBuilder population(long units, String source) {
    fresh("data", "population").put("value", units).put("source", source);
    return this;
  }

  /** Which units are held out. */
  public TrainingSpecBuilder split(SplitSpec split) {
    at("data").set("split", SpecWriter.split(split));
    return this;
  }

  /** The guarantee asked for. */
  public TrainingSpecBuilder privacy(double epsilon, double delta) {
    at("privacy").put("epsilon", epsilon).put("delta", delta);
    return this;
  }

  /** The neighbouring relation. */
  public TrainingSpecBuilder relation(NeighbouringRelation relation) {
    at("privacy").put("relation", relation.tag());
    return this;
  }

  /** Expected number of units in a step. */
  public TrainingSpecBuilder expectedBatch(double units) {
    at("privacy", "sampling").put("expectedBatch", units);
    return this;
  }

  /** The norm that each unit's gradient is clipped to. */
  public TrainingSpecBuilder clippingNorm(double norm) {
    at("privacy", "clipping").put("norm", norm);
    return this;
  }

  /** How a unit's gradient is bounded. */
  public TrainingSpecBuilder clipping(ClippingSpec clipping) {
    at("privacy").set("clipping", ClippingJson.write(clipping));
    return this;
  }

  /** A fixed noise multiplier instead of a calibrated one. */
  public TrainingSpecBuilder noiseMultiplier(double noiseMultiplier) {
    at("privacy").put("noiseMultiplier", noiseMultiplier);
    return this;
  }

  /** The architecture. */
  public TrainingSpecBuilder model(ModelSpec model) {
    root.set("model", SpecWriter.model(model));
    return this;
  }

  /** The update rule. */
  public TrainingSpecBuilder optimizer(OptimizerSpec optimizer) {
    root.set("optimizer", OptimizerJson.write(optimizer));
    return this;
  }

  /** Number of noised steps. */
  public TrainingSpecBuilder steps(long steps) {
    at("training").put("steps", steps);
    return this;
  }

  /** Most units computed at once. */
  public TrainingSpecBuilder physicalBatch(int units) {
    at("training").put("physicalBatch", units);
    return this;
  }

  /** Steps charged to the ledger at a time. */
  public TrainingSpecBuilder ledgerWindow(int steps) {
    at("training").put("ledgerWindow", steps);
    return this;
  }

  /** How utility is measured. */
  public TrainingSpecBuilder evaluation(EvaluationMode mode) {
    root.put("evaluation", mode.tag());
    return this;
  }

  /** Noisy figures under the budget: their part of epsilon and bins of scores. */
  public TrainingSpecBuilder chargedEvaluation(double epsilon, int bins) {
    at("evaluation")
        .put("mode", EvaluationMode.CHARGED.tag())
        .put("epsilon", epsilon)
        .put("bins", bins);
    return this;
  }

  /** Charged figures for each value of a column too. */
  public TrainingSpecBuilder groupBy(String column) {
    at("evaluation").put("mode", EvaluationMode.CHARGED.tag()).put("groupBy", column);
    return this;
  }

  /** The budget of the dataset id, granted by its first run. */
  public TrainingSpecBuilder grant(double epsilon, double delta) {
    fresh("budget", "grant").put("epsilon", epsilon).put("delta", delta);
    return this;
  }

  /** The same, saying who answers for it, what for, and until when. */
  public TrainingSpecBuilder grant(double epsilon, double delta, GrantDetails details) {
    fresh("budget", "grant").setAll(GrantJson.write(new BudgetGrant(epsilon, delta, details)));
    return this;
  }

  /** A private search over other values of this spec, instead of one training. */
  public TrainingSpecBuilder search(SearchSpec search) {
    root.set("search", SearchJson.write(search));
    return this;
  }

  /** The key that signs the report. */
  public TrainingSpecBuilder signWith(String keyName) {
    at("report").put("signWith", keyName);
    return this;
  }

  /**
   * The spec.
   *
   * @throws SpecException with all problems, if there are any
   */
  public TrainingSpec build() {
    return SpecReader.bind(SpecTree.of(root.deepCopy()), baseDir);
  }

  private ObjectNode at(String... path) {
    ObjectNode node = root;
    for (String key : path) {
      node = node.get(key) instanceof ObjectNode there ? there : node.putObject(key);
    }
    return node;
  }

  private ObjectNode fresh(String... path) {
    return at(Arrays.copyOf(path, path.length - 1)).putObject(path[path.length - 1]);
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
