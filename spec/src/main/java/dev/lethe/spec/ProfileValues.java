package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts what a profile released into a spec as declared bounds and vocabularies, each with the
 * profile's run as its source, so that the spec's digest covers them.
 */
final class ProfileValues {
  private static final SpecPath PATH = SpecPath.of("data", "profile");
  private static final SpecPath FEATURES = SpecPath.of("data", "features");

  private final SpecTree tree;
  private final ObjectNode data;
  private final ProfiledFeatures profile;
  private final JsonNode transforms;

  private ProfileValues(
      SpecTree tree, ObjectNode data, ProfiledFeatures profile, JsonNode transforms) {
    this.tree = tree;
    this.data = data;
    this.profile = profile;
    this.transforms = transforms;
  }

  /** Whether a tree names a profile whose values are not in it. */
  static boolean isPending(JsonNode data) {
    return data.path("profile").isTextual() || data.path("profile").has("path");
  }

  /** Leaves a tree that names no profile, or names it wrongly, as it is. */
  static void apply(SpecTree tree, Path baseDir, ProfileReader reader) {
    if (!(tree.root().path("data") instanceof ObjectNode data)) {
      return;
    }
    JsonNode use = data.path("profile");
    JsonNode path = use.isObject() ? use.path("path") : use;
    if (!path.isTextual() || path.asText().isEmpty()) {
      return;
    }
    try {
      ProfiledFeatures profile = reader.read(baseDir.resolve(path.asText()).normalize());
      new ProfileValues(tree, data, profile, use.path("transforms")).fill();
    } catch (ProfileException | java.nio.file.InvalidPathException e) {
      String remedy =
          e instanceof ProfileException refused ? refused.remedy() : "name the profile's report";
      problem(tree, PATH, String.valueOf(e.getMessage()), remedy);
    }
  }

  /** How a spec names where a value of a profile is from. */
  static String source(String run) {
    return "profile " + run;
  }

  private void fill() {
    if (!sameData() || !(data.path("features") instanceof ObjectNode features)) {
      return;
    }
    String source = source(profile.origin().run());
    int used = 0;
    for (String column : undescribed(features, "numeric", "bounds")) {
      LearnedBounds.Range range = profile.bounds().get(column);
      if (range != null) {
        String transform = transforms.path(column).asText(NumericTransform.NONE.tag());
        boolean log = transform.equals(NumericTransform.LOG1P.tag());
        features
            .withObjectProperty("bounds")
            .putObject(column)
            .put("min", log ? Math.max(0, range.min()) : range.min())
            .put("max", range.max())
            .put("transform", transform)
            .put("source", source);
        used++;
      }
    }
    for (String column : undescribed(features, "categorical", "vocabularies")) {
      List<String> values = profile.vocabularies().getOrDefault(column, List.of());
      if (!values.isEmpty()) {
        ArrayNode list =
            features
                .withObjectProperty("vocabularies")
                .putObject(column)
                .put("source", source)
                .putArray("values");
        values.forEach(list::add);
        used++;
      }
    }
    if (used == 0) {
      problem(
          tree,
          PATH,
          "the profile gives no bounds or vocabulary that the spec lacks",
          "remove it, or remove the declared bounds and vocabularies it is to replace");
      return;
    }
    data.putObject("profile")
        .put("run", profile.origin().run())
        .put("report", profile.origin().report());
  }

  /** A profile of other people, or of another unit, says nothing about these. */
  private boolean sameData() {
    JsonNode named = data.path("id");
    String source = data.path("source").asText();
    String id = named.isTextual() ? named.asText() : source.replaceFirst("^catalog:", "");
    JsonNode column = data.path("privacyUnit").path("column");
    String unit =
        column.isMissingNode()
            ? "row"
            : "column:" + tree.textOf(SpecPath.of("data", "privacyUnit", "column"), column);
    String relation = tree.root().path("privacy").path("relation").asText("add-or-remove-one");
    return same("dataset id", profile.datasetId(), id)
        && same("privacy unit", profile.unit(), unit)
        && same("relation", profile.relation().tag(), relation);
  }

  private boolean same(String what, String theirs, String ours) {
    if (!theirs.equals(ours)) {
      problem(
          tree,
          PATH,
          "the profile's "
              + what
              + " is "
              + ProblemText.quote(theirs)
              + ", the spec's "
              + ProblemText.quote(ours),
          "use a profile of the same people, unit and relation");
    }
    return theirs.equals(ours);
  }

  private List<String> undescribed(ObjectNode features, String kind, String table) {
    List<String> names = new ArrayList<>();
    JsonNode columns = features.path(kind);
    for (int i = 0; i < columns.size(); i++) {
      String name = tree.textOf(FEATURES.key(kind).index(i), columns.path(i));
      if (!features.path(table).has(name)) {
        names.add(name);
      }
    }
    for (Map.Entry<String, JsonNode> entry : transforms.properties()) {
      if (table.equals("bounds") && !names.contains(entry.getKey())) {
        problem(
            tree,
            PATH,
            "the transform of "
                + ProblemText.quote(entry.getKey())
                + " is for a column whose bounds do not come from the profile",
            "give a declared column its transform beside its bounds");
      }
    }
    return names;
  }

  private static void problem(SpecTree tree, SpecPath path, String message, String remedy) {
    SpecTree.Place place = tree.placeOfValue(path);
    tree.early(
        new SpecProblem(
            place.file(), place.line(), place.column(), ProblemText.path(path), message, remedy));
  }
}
