package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The architecture as stored in a model. */
final class ArchitectureJson {
  private static final String WHERE = "model.json";
  private static final int WIDEST = 1 << 20;

  private ArchitectureJson() {}

  static ObjectNode write(ModelSpec model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (model instanceof ModelSpec.Mlp mlp) {
      node.put("type", "mlp").put("activation", mlp.activation().tag());
      mlp.hidden().forEach(node.putArray("hidden")::add);
      return node;
    }
    return node.put("type", "logistic-regression");
  }

  static ModelSpec read(JsonNode node) {
    String type = Fields.tag(node, "type", WHERE);
    if (type.equals("logistic-regression")) {
      Fields.of(node, WHERE, "type");
      return new ModelSpec.LogisticRegression();
    }
    if (!type.equals("mlp")) {
      throw new ModelException(WHERE + " has the unknown type " + type);
    }
    Fields fields = Fields.of(node, WHERE, "type", "activation", "hidden");
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
    if (hidden.isEmpty() || hidden.size() > 1000) {
      throw new ModelException(WHERE + ".hidden must hold 1 to 1000 widths");
    }
    String tag = fields.text("activation");
    ModelSpec.Activation activation =
        Arrays.stream(ModelSpec.Activation.values())
            .filter(a -> a.tag().equals(tag))
            .findFirst()
            .orElseThrow(() -> new ModelException(WHERE + " has the unknown activation " + tag));
    return new ModelSpec.Mlp(hidden, activation);
  }
}
