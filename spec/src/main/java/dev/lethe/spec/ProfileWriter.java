package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * Writes the spec of a profile as JSON in the published grammar with every default filled in;
 * reading it back gives an equal spec.
 */
public final class ProfileWriter {
  private ProfileWriter() {}

  /** Reads what {@link #json} wrote, by the same rules as a file. */
  public static ProfileSpec fromJson(JsonNode json, Path baseDir) {
    return SpecReader.bindProfile(SpecTree.of(json.deepCopy()), baseDir);
  }

  /** The spec as a tree. */
  public static ObjectNode json(ProfileSpec spec) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", "lethe.dev/v1").put("kind", "Profile");
    root.putObject("metadata").put("name", spec.name());
    root.set("data", data(spec));
    root.putObject("privacy")
        .put("epsilon", spec.epsilon())
        .put("delta", spec.delta())
        .put("relation", spec.relation().tag());
    ObjectNode statistics = root.putObject("statistics");
    ObjectNode shares = statistics.putObject("shares");
    for (ProfileSpec.Statistic statistic : ProfileSpec.Statistic.values()) {
      shares.put(statistic.tag(), spec.share(statistic));
    }
    statistics.put("maxValues", spec.maxValues()).put("bins", spec.bins());
    spec.range().ifPresent(r -> statistics.putArray("range").add(r.min()).add(r.max()));
    spec.grant()
        .ifPresent(
            grant ->
                root.putObject("budget")
                    .putObject("grant")
                    .put("epsilon", grant.epsilon())
                    .put("delta", grant.delta()));
    root.putObject("report").put("signWith", spec.report().signWith());
    return root;
  }

  private static ObjectNode data(ProfileSpec spec) {
    DataSpec data = spec.data();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("source", data.source().reference()).put("id", data.id());
    if (!(data.label() instanceof LabelSpec.None)) {
      node.set("label", SpecWriter.label(data.label()));
    }
    ObjectNode features = node.putObject("features");
    ArrayNode numeric = features.putArray("numeric");
    spec.numeric().forEach(numeric::add);
    ArrayNode categorical = features.putArray("categorical");
    spec.categorical().forEach(categorical::add);
    features.set("missing", SpecWriter.texts(((FeatureSpec.Unlearned) data.features()).missing()));
    node.set("privacyUnit", SpecWriter.unit(data.unit()));
    node.putObject("population")
        .put("value", data.population().value())
        .put("source", data.population().source());
    return node;
  }
}
