package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageTransform;

/** A public transform of images as stored in a model: reading gives back what was. */
final class TransformJson {
  private TransformJson() {}

  static ObjectNode write(ImageTransform transform) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", transform.tag());
    if (transform instanceof ImageTransform.Scattering scattering) {
      return node.put("scales", scattering.scales())
          .put("orientations", scattering.orientations())
          .put("groups", scattering.groups());
    }
    ImageTransform.RandomFeatures random = (ImageTransform.RandomFeatures) transform;
    return node.put("map", random.map().tag())
        .put("count", random.count())
        .put("scale", random.scale())
        .put("seed", random.seed());
  }

  static ImageTransform read(JsonNode node, FeatureSpec.Pixels pixels, String where) {
    ImageTransform transform = read(node, where);
    transform
        .misfit(pixels.rows(), pixels.columns())
        .ifPresent(
            misfit -> {
              throw new ModelException(where + ": " + misfit.message());
            });
    return transform;
  }

  private static ImageTransform read(JsonNode node, String where) {
    String type = Fields.tag(node, "type", where);
    switch (type) {
      case ImageTransform.Scattering.TAG -> {
        Fields f = Fields.of(node, where, "type", "scales", "orientations", "groups");
        return new ImageTransform.Scattering(
            f.count("scales", 1, ImageTransform.Scattering.MOST_SCALES),
            f.count("orientations", 1, ImageTransform.Scattering.MOST_ORIENTATIONS),
            f.count("groups", 1, Integer.MAX_VALUE));
      }
      case ImageTransform.RandomFeatures.TAG -> {
        Fields f = Fields.of(node, where, "type", "map", "count", "scale", "seed");
        return new ImageTransform.RandomFeatures(
            PreprocessingJson.byTag(
                ImageTransform.FeatureMap.values(), ImageTransform.FeatureMap::tag, f.text("map")),
            f.count("count", 1, ImageTransform.RandomFeatures.MOST_WEIGHTS),
            f.number("scale"),
            seed(f, where));
      }
      default -> throw new ModelException(where + " has the unknown type " + type);
    }
  }

  private static long seed(Fields fields, String where) {
    JsonNode seed = fields.get("seed");
    if (!seed.isIntegralNumber() || !seed.canConvertToLong() || seed.longValue() < 0) {
      throw new ModelException(where + ".seed must be a whole number, not negative");
    }
    return seed.longValue();
  }
}
