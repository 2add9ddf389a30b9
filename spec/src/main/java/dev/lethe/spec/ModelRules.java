package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Rules on the architecture that a schema cannot say. */
final class ModelRules {
  private static final SpecPath MODEL = SpecPath.of("model");

  private ModelRules() {}

  static void check(JsonNode root, Problems problems) {
    JsonNode model = root.path("model");
    if (!model.path("type").asText().equals(ConvolutionJson.TYPE)) {
      return;
    }
    JsonNode features = root.path("data").path("features");
    JsonNode pixels = features.path("pixels");
    if (features.isObject() && (!pixels.isObject() || features.has("transform"))) {
      problems.value(
          MODEL.key("type"),
          "a cnn needs images, and data.features has no plain pixels",
          "write data.features: { pixels: { rows: 28, columns: 28 } } for IDX images, or take"
              + " another type");
      return;
    }
    if (pixels.path("rows").asInt() < 1 || pixels.path("columns").asInt() < 1) {
      return;
    }
    fits(
        new ImageExtent(1, pixels.path("rows").asInt(), pixels.path("columns").asInt()),
        model.path("convolutions"),
        problems);
  }

  private static void fits(ImageExtent image, JsonNode list, Problems problems) {
    ImageExtent extent = image;
    List<ModelSpec.Convolution> convolutions = ConvolutionJson.read(list);
    for (int i = 0; i < convolutions.size(); i++) {
      ModelSpec.Convolution convolution = convolutions.get(i);
      boolean sound =
          convolution.kernel() > 0
              && convolution.stride() > 0
              && convolution.filters() > 0
              && convolution.pool().map(p -> p.size() > 0 && p.stride() > 0).orElse(true);
      if (!sound) {
        return;
      }
      try {
        extent = extent.after(convolution);
        extent = convolution.pool().isPresent() ? extent.after(convolution.pool().get()) : extent;
      } catch (IllegalArgumentException nothingLeft) {
        problems.value(
            MODEL.key("convolutions").index(i),
            "nothing is left of an image of "
                + extent.rows()
                + " x "
                + extent.columns()
                + " after it",
            "make kernel, stride or pool smaller, or add padding");
        return;
      }
    }
  }
}
