package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/** {@code data.features.transform} as a tree, and what a schema cannot say about it. */
final class TransformJson {
  static final String KEY = "transform";
  private static final SpecPath PATH = SpecPath.of("data", "features", KEY);

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

  /** Of a tree that the schema accepts; a text alone stands for the defaults. */
  static ImageTransform read(JsonNode node) {
    if (node.path("type").asText().equals(ImageTransform.RandomFeatures.TAG)) {
      return new ImageTransform.RandomFeatures(
          SpecBinder.tagged(
              ImageTransform.FeatureMap.values(),
              ImageTransform.FeatureMap::tag,
              node.path("map"),
              ImageTransform.FeatureMap.FOURIER.tag()),
          node.path("count").asInt(),
          node.path("scale").asDouble(ImageTransform.RandomFeatures.DEFAULT_SCALE),
          node.path("seed").asLong());
    }
    return new ImageTransform.Scattering(
        node.path("scales").asInt(ImageTransform.Scattering.DEFAULT_SCALES),
        node.path("orientations").asInt(ImageTransform.Scattering.DEFAULT_ORIENTATIONS),
        node.path("groups").asInt(ImageTransform.Scattering.DEFAULT_GROUPS));
  }

  /** What the schema refuses it reports itself. */
  static void check(JsonNode features, Problems problems) {
    JsonNode node = features.path(KEY);
    String type = node.isObject() ? node.path("type").asText() : node.asText();
    boolean usable =
        isUpTo(4096, features.path("pixels").path("rows"))
            && isUpTo(4096, features.path("pixels").path("columns"))
            && (type.equals(ImageTransform.Scattering.TAG)
                ? isDefaultOrUpTo(ImageTransform.Scattering.MOST_SCALES, node.path("scales"))
                    && isDefaultOrUpTo(
                        ImageTransform.Scattering.MOST_ORIENTATIONS, node.path("orientations"))
                    && isDefaultOrUpTo(2000, node.path("groups"))
                : type.equals(ImageTransform.RandomFeatures.TAG)
                    && isUpTo(1_000_000, node.path("count"))
                    && isKnown(node.path("map")));
    if (usable) {
      JsonNode pixels = features.path("pixels");
      read(node)
          .misfit(pixels.path("rows").asInt(), pixels.path("columns").asInt())
          .ifPresent(misfit -> problems.value(PATH, misfit.message(), misfit.remedy()));
    }
  }

  private static boolean isKnown(JsonNode map) {
    return map.isMissingNode()
        || Arrays.stream(ImageTransform.FeatureMap.values())
            .anyMatch(known -> known.tag().equals(map.asText()));
  }

  private static boolean isDefaultOrUpTo(int most, JsonNode number) {
    return number.isMissingNode() || isUpTo(most, number);
  }

  private static boolean isUpTo(int most, JsonNode number) {
    return number.isIntegralNumber()
        && number.canConvertToInt()
        && number.intValue() >= 1
        && number.intValue() <= most;
  }
}
