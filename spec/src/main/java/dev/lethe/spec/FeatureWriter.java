package dev.lethe.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** Writes {@code data.features}, with what is to be learned under its own key. */
final class FeatureWriter {
  private FeatureWriter() {}

  static ObjectNode features(TrainingSpec spec) {
    FeatureSpec features = spec.data().features();
    if (features instanceof FeatureSpec.Pixels pixels) {
      return pixels(pixels);
    }
    if (features instanceof FeatureSpec.Transformed images) {
      ObjectNode node = pixels(images.pixels());
      node.set(TransformJson.KEY, TransformJson.write(images.transform()));
      return node;
    }
    if (features instanceof FeatureSpec.Unlearned columns) {
      ObjectNode node =
          columns(columns.numeric(), columns.categorical(), columns.missing(), columns.unknown());
      learned(spec.learning(), node);
      return node;
    }
    FeatureSpec.Columns columns = (FeatureSpec.Columns) features;
    return columns(columns.numeric(), columns.categorical(), columns.missing(), columns.unknown());
  }

  private static ObjectNode pixels(FeatureSpec.Pixels pixels) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("pixels").put("rows", pixels.rows()).put("columns", pixels.columns());
    return node;
  }

  private static ObjectNode columns(
      List<? extends FeatureSpec.NumericColumn> numericColumns,
      List<? extends FeatureSpec.CategoricalColumn> categoricalColumns,
      List<String> missing,
      UnknownCategoryPolicy unknown) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode numeric = node.putArray("numeric");
    ArrayNode categorical = node.putArray("categorical");
    ObjectNode bounds = node.putObject("bounds");
    ObjectNode vocabularies = node.putObject("vocabularies");
    for (FeatureSpec.NumericColumn column : numericColumns) {
      numeric.add(column.column());
      if (column instanceof FeatureSpec.Numeric described) {
        bounds
            .putObject(column.column())
            .put("min", described.min())
            .put("max", described.max())
            .put("transform", described.transform().tag())
            .put("source", described.source());
      }
    }
    for (FeatureSpec.CategoricalColumn column : categoricalColumns) {
      categorical.add(column.column());
      if (column instanceof FeatureSpec.Categorical described) {
        vocabularies
            .putObject(column.column())
            .put("source", described.source())
            .set("values", SpecWriter.texts(described.values()));
      }
    }
    node.set("missing", SpecWriter.texts(missing));
    node.put("unknownCategory", unknown.tag());
    return node;
  }

  private static void learned(LearningSpec learning, ObjectNode node) {
    learning
        .bounds()
        .ifPresent(
            bounds -> {
              ObjectNode learn = node.withObjectProperty("bounds").putObject(FeatureBinder.LEARN);
              learn.put("epsilon", bounds.epsilon());
              ObjectNode transforms = learn.putObject("transforms");
              new TreeMap<>(bounds.transforms())
                  .forEach((column, transform) -> transforms.put(column, transform.tag()));
              bounds
                  .range()
                  .ifPresent(range -> learn.putArray("range").add(range.min()).add(range.max()));
            });
    learning
        .vocabularies()
        .ifPresent(
            vocabularies ->
                node.withObjectProperty("vocabularies")
                    .putObject(FeatureBinder.LEARN)
                    .put("epsilon", vocabularies.epsilon())
                    .put("delta", vocabularies.delta())
                    .put("maxValues", vocabularies.maxValues()));
  }
}
