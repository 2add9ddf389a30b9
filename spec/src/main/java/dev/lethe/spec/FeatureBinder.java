package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Makes the records of {@code data.features} from a checked tree. */
final class FeatureBinder {
  private FeatureBinder() {}

  static FeatureSpec bind(JsonNode features) {
    if (features.has("pixels")) {
      JsonNode pixels = features.path("pixels");
      return new FeatureSpec.Pixels(pixels.path("rows").asInt(), pixels.path("columns").asInt());
    }
    List<FeatureSpec.Numeric> numeric = new ArrayList<>();
    for (JsonNode column : features.path("numeric")) {
      JsonNode bound = features.path("bounds").path(column.asText());
      numeric.add(
          new FeatureSpec.Numeric(
              column.asText(),
              bound.path("min").asDouble(),
              bound.path("max").asDouble(),
              SpecBinder.tagged(
                  NumericTransform.values(),
                  NumericTransform::tag,
                  bound.path("transform"),
                  NumericTransform.NONE.tag()),
              bound.path("source").asText()));
    }
    List<FeatureSpec.Categorical> categorical = new ArrayList<>();
    for (JsonNode column : features.path("categorical")) {
      JsonNode vocabulary = features.path("vocabularies").path(column.asText());
      categorical.add(
          new FeatureSpec.Categorical(
              column.asText(),
              texts(vocabulary.path("values")),
              vocabulary.path("source").asText()));
    }
    return new FeatureSpec.Columns(
        numeric,
        categorical,
        texts(features.path("missing")),
        SpecBinder.tagged(
            UnknownCategoryPolicy.values(),
            UnknownCategoryPolicy::tag,
            features.path("unknownCategory"),
            UnknownCategoryPolicy.OUT_OF_VOCABULARY.tag()));
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
