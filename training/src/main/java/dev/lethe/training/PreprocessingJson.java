package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The public encoding of inputs and labels, as stored in a model: reading gives back what was. */
final class PreprocessingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String WHERE = "preprocessing.json";
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_PIXELS = 1 << 14;

  private PreprocessingJson() {}

  static ObjectNode write(FeatureSpec features, LabelSpec label) {
    ObjectNode root = NODES.objectNode();
    root.set("features", write(features));
    root.set("label", write(label));
    return root;
  }

  private static ObjectNode write(FeatureSpec features) {
    ObjectNode node = NODES.objectNode();
    if (features instanceof FeatureSpec.Pixels pixels) {
      return node.put("type", "pixels").put("rows", pixels.rows()).put("columns", pixels.columns());
    }
    if (features instanceof FeatureSpec.Transformed images) {
      ObjectNode pixels = write(images.pixels());
      pixels.set("transform", TransformJson.write(images.transform()));
      return pixels;
    }
    FeatureSpec.Columns columns = (FeatureSpec.Columns) features;
    node.put("type", "columns").put("unknown", columns.unknown().tag());
    columns.missing().forEach(node.putArray("missing")::add);
    ArrayNode numeric = node.putArray("numeric");
    for (FeatureSpec.Numeric n : columns.numeric()) {
      numeric
          .addObject()
          .put("column", n.column())
          .put("min", n.min())
          .put("max", n.max())
          .put("transform", n.transform().tag())
          .put("source", n.source());
    }
    ArrayNode categorical = node.putArray("categorical");
    for (FeatureSpec.Categorical c : columns.categorical()) {
      ObjectNode item = categorical.addObject().put("column", c.column()).put("source", c.source());
      c.values().forEach(item.putArray("values")::add);
      // As ever, where no inputs stay unused: such models are read by older versions too.
      if (c.capacity() != c.values().size()) {
        item.put("capacity", c.capacity());
      }
    }
    return node;
  }

  private static ObjectNode write(LabelSpec label) {
    ObjectNode node = NODES.objectNode();
    if (label instanceof LabelSpec.Binary binary) {
      node.put("type", "binary").put("column", binary.column());
      binary.positive().forEach(node.putArray("positive")::add);
    } else if (label instanceof LabelSpec.Multiclass multiclass) {
      node.put("type", "multiclass").put("column", multiclass.column());
      multiclass.values().forEach(node.putArray("values")::add);
    } else {
      LabelSpec.Idx idx = (LabelSpec.Idx) label;
      node.put("type", "idx").put("source", publicName(idx.source())).put("classes", idx.classes());
    }
    return node;
  }

  /** A catalogue name is public; of a file only the name leaves the machine, not the folder. */
  private static String publicName(DataSource source) {
    return source instanceof DataSource.File file
        ? "file:" + file.path().getFileName()
        : source.reference();
  }

  static FeatureSpec features(JsonNode root) {
    JsonNode node = Fields.of(root, WHERE, "features", "label").get("features");
    String where = WHERE + " features";
    String type = Fields.tag(node, "type", where);
    if (type.equals("pixels")) {
      return images(node, where);
    }
    if (!type.equals("columns")) {
      throw new ModelException(where + " has the unknown type " + type);
    }
    Fields fields = Fields.of(node, where, "type", "unknown", "missing", "numeric", "categorical");
    return new FeatureSpec.Columns(
        fields.list("numeric").stream().map(PreprocessingJson::numeric).toList(),
        fields.list("categorical").stream().map(PreprocessingJson::categorical).toList(),
        fields.texts("missing"),
        byTag(UnknownCategoryPolicy.values(), UnknownCategoryPolicy::tag, fields.text("unknown")));
  }

  private static FeatureSpec images(JsonNode node, String where) {
    boolean transformed = node.has("transform");
    Fields fields =
        transformed
            ? Fields.of(node, where, "type", "rows", "columns", "transform")
            : Fields.of(node, where, "type", "rows", "columns");
    FeatureSpec.Pixels pixels =
        new FeatureSpec.Pixels(
            fields.count("rows", 1, MOST_PIXELS), fields.count("columns", 1, MOST_PIXELS));
    return transformed
        ? new FeatureSpec.Transformed(
            pixels, TransformJson.read(fields.get("transform"), pixels, where + " transform"))
        : pixels;
  }

  private static FeatureSpec.Numeric numeric(JsonNode node) {
    Fields f = Fields.of(node, WHERE + " numeric", "column", "min", "max", "transform", "source");
    double min = f.number("min");
    double max = f.number("max");
    if (min >= max) {
      throw new ModelException(WHERE + " bounds of " + f.text("column") + " are not in order");
    }
    NumericTransform transform =
        byTag(NumericTransform.values(), NumericTransform::tag, f.text("transform"));
    return new FeatureSpec.Numeric(f.text("column"), min, max, transform, f.text("source"));
  }

  private static FeatureSpec.Categorical categorical(JsonNode node) {
    if (!node.has("capacity")) {
      Fields f = Fields.of(node, WHERE + " categorical", "column", "source", "values");
      return new FeatureSpec.Categorical(f.text("column"), f.texts("values"), f.text("source"));
    }
    Fields f = Fields.of(node, WHERE + " categorical", "column", "source", "values", "capacity");
    List<String> values = f.texts("values");
    int capacity = f.count("capacity", values.size(), MOST_VALUES);
    return new FeatureSpec.Categorical(f.text("column"), values, f.text("source"), capacity);
  }

  static LabelSpec label(JsonNode root) {
    JsonNode node = Fields.of(root, WHERE, "features", "label").get("label");
    String where = WHERE + " label";
    String type = Fields.tag(node, "type", where);
    switch (type) {
      case "binary" -> {
        Fields f = Fields.of(node, where, "type", "column", "positive");
        return new LabelSpec.Binary(f.text("column"), f.texts("positive"));
      }
      case "multiclass" -> {
        Fields f = Fields.of(node, where, "type", "column", "values");
        List<String> values = f.texts("values");
        if (values.size() < 2) {
          throw new ModelException(where + " needs at least two classes");
        }
        return new LabelSpec.Multiclass(f.text("column"), values);
      }
      case "idx" -> {
        Fields f = Fields.of(node, where, "type", "source", "classes");
        return new LabelSpec.Idx(source(f.text("source")), f.count("classes", 2, 1 << 20));
      }
      default -> throw new ModelException(where + " has the unknown type " + type);
    }
  }

  private static DataSource source(String reference) {
    if (reference.startsWith("catalog:")) {
      return new DataSource.Catalog(reference.substring("catalog:".length()));
    }
    if (!reference.startsWith("file:")) {
      throw new ModelException(WHERE + " label has the unknown source " + reference);
    }
    try {
      return new DataSource.File(Path.of(reference.substring("file:".length())));
    } catch (InvalidPathException e) {
      throw new ModelException(WHERE + " label names a file that cannot be", e);
    }
  }

  static <T> T byTag(T[] values, Function<T, String> tag, String wanted) {
    return Arrays.stream(values)
        .filter(v -> tag.apply(v).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new ModelException(WHERE + " holds the unknown word " + wanted));
  }
}
