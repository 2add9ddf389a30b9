package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the records of {@code data.features} from a checked tree. */
final class FeatureBinder {
  /**
   * The key under bounds, vocabularies and class weights that is not a name of a column or class.
   */
  static final String LEARN = "learn";

  static final int DEFAULT_MAX_VALUES = 32;

  private FeatureBinder() {}

  static FeatureSpec bind(JsonNode features) {
    if (features.has("pixels")) {
      JsonNode size = features.path("pixels");
      FeatureSpec.Pixels pixels =
          new FeatureSpec.Pixels(size.path("rows").asInt(), size.path("columns").asInt());
      return features.has(TransformJson.KEY)
          ? new FeatureSpec.Transformed(
              pixels, TransformJson.read(features.path(TransformJson.KEY)))
          : pixels;
    }
    List<FeatureSpec.NumericColumn> numeric = new ArrayList<>();
    for (JsonNode column : features.path("numeric")) {
      numeric.add(numeric(column.asText(), features.path("bounds")));
    }
    List<FeatureSpec.CategoricalColumn> categorical = new ArrayList<>();
    for (JsonNode column : features.path("categorical")) {
      categorical.add(categorical(column.asText(), features.path("vocabularies")));
    }
    FeatureSpec.Unlearned columns =
        new FeatureSpec.Unlearned(
            numeric,
            categorical,
            texts(features.path("missing")),
            SpecBinder.tagged(
                UnknownCategoryPolicy.values(),
                UnknownCategoryPolicy::tag,
                features.path("unknownCategory"),
                UnknownCategoryPolicy.OUT_OF_VOCABULARY.tag()));
    boolean complete =
        numeric.stream().allMatch(FeatureSpec.Numeric.class::isInstance)
            && categorical.stream().allMatch(FeatureSpec.Categorical.class::isInstance);
    return complete
        ? columns.with(new LearnedFeatures(Map.of(), Map.of(), SpecBinder.DECLARED))
        : columns;
  }

  private static FeatureSpec.NumericColumn numeric(String column, JsonNode bounds) {
    JsonNode bound = bounds.path(column);
    if (bound.isMissingNode()) {
      return new FeatureSpec.UnlearnedNumeric(
          column, transform(bounds.path(LEARN).path("transforms").path(column)));
    }
    return new FeatureSpec.Numeric(
        column,
        bound.path("min").asDouble(),
        bound.path("max").asDouble(),
        transform(bound.path("transform")),
        bound.path("source").asText());
  }

  private static NumericTransform transform(JsonNode tag) {
    return SpecBinder.tagged(
        NumericTransform.values(), NumericTransform::tag, tag, NumericTransform.NONE.tag());
  }

  private static FeatureSpec.CategoricalColumn categorical(String column, JsonNode vocabularies) {
    JsonNode vocabulary = vocabularies.path(column);
    return vocabulary.isMissingNode()
        ? new FeatureSpec.UnlearnedCategorical(column, maxValues(vocabularies.path(LEARN)))
        : new FeatureSpec.Categorical(
            column, texts(vocabulary.path("values")), vocabulary.path("source").asText());
  }

  /** What is to be learned, from the columns that are not described. */
  static LearningSpec learning(FeatureSpec features, JsonNode root) {
    JsonNode weights = root.path("training").path("classWeights").path(LEARN);
    Optional<LearnedClassWeights> classWeights =
        weights.isMissingNode()
            ? Optional.empty()
            : Optional.of(new LearnedClassWeights(weights.path("epsilon").asDouble()));
    if (!(features instanceof FeatureSpec.Unlearned columns)) {
      return new LearningSpec(Optional.empty(), Optional.empty(), classWeights);
    }
    JsonNode table = root.path("data").path("features");
    return new LearningSpec(
        bounds(columns, table.path("bounds").path(LEARN)),
        vocabularies(columns, table.path("vocabularies").path(LEARN)),
        classWeights);
  }

  private static Optional<LearnedBounds> bounds(FeatureSpec.Unlearned columns, JsonNode learn) {
    List<String> names = new ArrayList<>();
    Map<String, NumericTransform> transforms = new HashMap<>();
    for (FeatureSpec.NumericColumn column : columns.numeric()) {
      if (column instanceof FeatureSpec.UnlearnedNumeric unlearned) {
        names.add(unlearned.column());
        if (unlearned.transform() != NumericTransform.NONE) {
          transforms.put(unlearned.column(), unlearned.transform());
        }
      }
    }
    JsonNode range = learn.path("range");
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LearnedBounds(
                learn.path("epsilon").asDouble(),
                names,
                transforms,
                range.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(
                        new LearnedBounds.Range(
                            range.get(0).asDouble(), range.get(1).asDouble()))));
  }

  private static Optional<LearnedVocabularies> vocabularies(
      FeatureSpec.Unlearned columns, JsonNode learn) {
    List<String> names =
        columns.categorical().stream()
            .filter(FeatureSpec.UnlearnedCategorical.class::isInstance)
            .map(FeatureSpec.CategoricalColumn::column)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LearnedVocabularies(
                learn.path("epsilon").asDouble(),
                learn.path("delta").asDouble(),
                maxValues(learn),
                names));
  }

  private static int maxValues(JsonNode learn) {
    return learn.path("maxValues").asInt(DEFAULT_MAX_VALUES);
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
