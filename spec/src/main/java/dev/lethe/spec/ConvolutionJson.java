package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions as specs and models have them. */
public final class ConvolutionJson {
  /** The model's type. */
  public static final String TYPE = "cnn";

  private ConvolutionJson() {}

  /** Reads a list that is known to be valid. */
  static List<ModelSpec.Convolution> read(JsonNode list) {
    List<ModelSpec.Convolution> convolutions = new ArrayList<>();
    for (JsonNode node : list) {
      JsonNode pool = node.path("pool");
      convolutions.add(
          new ModelSpec.Convolution(
              node.path("filters").asInt(),
              node.path("kernel").asInt(),
              node.path("stride").asInt(1),
              node.path("padding").asInt(0),
              pool.isObject()
                  ? Optional.of(
                      new ModelSpec.Pool(
                          pool.path("size").asInt(),
                          pool.path("stride").asInt(pool.path("size").asInt())))
                  : Optional.empty()));
    }
    return convolutions;
  }

  /** Writes a model. */
  public static ObjectNode write(ModelSpec.Cnn cnn, ObjectNode node) {
    node.put("type", TYPE);
    ArrayNode list = node.putArray("convolutions");
    for (ModelSpec.Convolution convolution : cnn.convolutions()) {
      ObjectNode one =
          list.addObject()
              .put("filters", convolution.filters())
              .put("kernel", convolution.kernel())
              .put("stride", convolution.stride())
              .put("padding", convolution.padding());
      convolution
          .pool()
          .ifPresent(
              pool -> one.putObject("pool").put("size", pool.size()).put("stride", pool.stride()));
    }
    cnn.hidden().forEach(node.putArray("hidden")::add);
    return node.put("activation", cnn.activation().tag());
  }
}
