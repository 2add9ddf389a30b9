package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.ConvolutionJson;
import dev.lethe.spec.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The architecture as stored in a model. */
final class ArchitectureJson {
  private static final String WHERE = "model.json";
  private static final String CONVOLUTIONS = WHERE + ".convolutions";
  private static final int WIDEST = 1 << 20;

  private ArchitectureJson() {}

  static ObjectNode write(ModelSpec model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (model instanceof ModelSpec.Mlp mlp) {
      node.put("type", "mlp").put("activation", mlp.activation().tag());
      mlp.hidden().forEach(node.putArray("hidden")::add);
      return node;
    }
    if (model instanceof ModelSpec.Cnn cnn) {
      return ConvolutionJson.write(cnn, node);
    }
    return node.put("type", "logistic-regression");
  }

  static ModelSpec read(JsonNode node) {
    String type = Fields.tag(node, "type", WHERE);
    if (type.equals("logistic-regression")) {
      Fields.of(node, WHERE, "type");
      return new ModelSpec.LogisticRegression();
    }
    if (type.equals(ConvolutionJson.TYPE)) {
      Fields fields = Fields.of(node, WHERE, "type", "convolutions", "activation", "hidden");
      return new ModelSpec.Cnn(convolutions(fields), hidden(fields), activation(fields));
    }
    if (!type.equals("mlp")) {
      throw new ModelException(WHERE + " has the unknown type " + type);
    }
    Fields fields = Fields.of(node, WHERE, "type", "activation", "hidden");
    List<Integer> hidden = hidden(fields);
    if (hidden.isEmpty()) {
      throw new ModelException(WHERE + ".hidden must hold 1 to 1000 widths");
    }
    return new ModelSpec.Mlp(hidden, activation(fields));
  }

  private static List<Integer> hidden(Fields fields) {
    List<Integer> hidden = new ArrayList<>();
    for (JsonNode width : fields.list("hidden")) {
      if (!width.canConvertToInt()
          || !width.isIntegralNumber()
          || width.intValue() < 1
          || width.intValue() > WIDEST) {
        throw new ModelException(WHERE + ".hidden must hold whole numbers in 1.." + WIDEST);
      }
      hidden.add(width.intValue());
    }
    if (hidden.size() > 1000) {
      throw new ModelException(WHERE + ".hidden must hold 1 to 1000 widths");
    }
    return hidden;
  }

  private static ModelSpec.Activation activation(Fields fields) {
    String tag = fields.text("activation");
    return Arrays.stream(ModelSpec.Activation.values())
        .filter(a -> a.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new ModelException(WHERE + " has the unknown activation " + tag));
  }

  private static List<ModelSpec.Convolution> convolutions(Fields fields) {
    List<ModelSpec.Convolution> convolutions = new ArrayList<>();
    for (JsonNode node : fields.list("convolutions")) {
      boolean pooled = node.has("pool");
      Fields one =
          pooled
              ? Fields.of(node, CONVOLUTIONS, "filters", "kernel", "stride", "padding", "pool")
              : Fields.of(node, CONVOLUTIONS, "filters", "kernel", "stride", "padding");
      convolutions.add(
          new ModelSpec.Convolution(
              one.count("filters", 1, WIDEST),
              one.count("kernel", 1, WIDEST),
              one.count("stride", 1, WIDEST),
              one.count("padding", 0, WIDEST),
              pooled ? Optional.of(pool(one.get("pool"))) : Optional.empty()));
    }
    if (convolutions.isEmpty() || convolutions.size() > 1000) {
      throw new ModelException(CONVOLUTIONS + " must hold 1 to 1000 convolutions");
    }
    return convolutions;
  }

  private static ModelSpec.Pool pool(JsonNode node) {
    Fields fields = Fields.of(node, CONVOLUTIONS + ".pool", "size", "stride");
    return new ModelSpec.Pool(fields.count("size", 1, WIDEST), fields.count("stride", 1, WIDEST));
  }
}
