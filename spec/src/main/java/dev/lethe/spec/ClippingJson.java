package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Clipping in the published grammar; what is left out of a checked tree gets its default. */
final class ClippingJson {
  private ClippingJson() {}

  static ClippingSpec read(JsonNode clipping, double expectedBatch) {
    double norm = clipping.path("norm").asDouble();
    switch (clipping.path("mode").asText()) {
      case ClippingSpec.PerLayer.TAG:
        List<Double> norms = new ArrayList<>();
        clipping.path("norms").forEach(one -> norms.add(one.asDouble()));
        return new ClippingSpec.PerLayer(norm, norms);
      case ClippingSpec.Automatic.TAG:
        return new ClippingSpec.Automatic(
            norm, clipping.path("stability").asDouble(ClippingSpec.Automatic.DEFAULT_STABILITY));
      case ClippingSpec.Adaptive.TAG:
        return new ClippingSpec.Adaptive(
            norm,
            clipping.path("min").asDouble(),
            clipping.path("max").asDouble(),
            clipping.path("quantile").asDouble(ClippingSpec.Adaptive.DEFAULT_QUANTILE),
            clipping.path("rate").asDouble(ClippingSpec.Adaptive.DEFAULT_RATE),
            clipping
                .path("countNoise")
                .asDouble(expectedBatch / ClippingSpec.Adaptive.DEFAULT_COUNT_SHARE));
      default:
        return new ClippingSpec.Flat(norm);
    }
  }

  static ObjectNode write(ClippingSpec clipping) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("norm", clipping.norm()).put("mode", clipping.tag());
    if (clipping instanceof ClippingSpec.PerLayer layers && !layers.norms().isEmpty()) {
      ArrayNode norms = node.putArray("norms");
      layers.norms().forEach(norms::add);
    } else if (clipping instanceof ClippingSpec.Automatic automatic) {
      node.put("stability", automatic.stability());
    } else if (clipping instanceof ClippingSpec.Adaptive adaptive) {
      node.put("min", adaptive.min())
          .put("max", adaptive.max())
          .put("quantile", adaptive.quantile())
          .put("rate", adaptive.rate())
          .put("countNoise", adaptive.countNoise());
    }
    return node;
  }
}
