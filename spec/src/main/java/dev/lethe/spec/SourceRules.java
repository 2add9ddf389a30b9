package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Rules on where the data comes from, and on what goes with images and what with tables. */
final class SourceRules {
  private static final SpecPath DATA = SpecPath.of("data");

  private final JsonNode data;
  private final Problems problems;

  private SourceRules(JsonNode data, Problems problems) {
    this.data = data;
    this.problems = problems;
  }

  static void check(JsonNode data, Problems problems) {
    SourceRules rules = new SourceRules(data, problems);
    rules.id();
    rules.images();
    rules.ranges();
    rules.source(data.path("source"), DATA.key("source"), rules.imageFormat());
    JsonNode label = data.path("label");
    if (label.has("source")) {
      SpecPath path = DATA.key("label").key("source");
      rules.source(label.path("source"), path, CatalogueEntry.Format.IDX_LABELS);
    }
  }

  private boolean isImages() {
    return data.path("features").has("pixels");
  }

  private CatalogueEntry.Format imageFormat() {
    return isImages() ? CatalogueEntry.Format.IDX_IMAGES : CatalogueEntry.Format.CSV;
  }

  private void id() {
    String source = data.path("source").asText();
    if (source.startsWith("file:") && !data.has("id")) {
      problems.key(
          DATA.key("id"),
          "the key 'id' is missing, and a file has no name that stays the same",
          "add 'id: my-population'; its privacy budget is kept under that name");
    }
  }

  private void source(JsonNode source, SpecPath path, CatalogueEntry.Format wanted) {
    String text = source.asText();
    if (!text.startsWith("catalog:")) {
      return;
    }
    String name = text.substring("catalog:".length());
    Optional<CatalogueEntry> entry = Catalogue.find(name);
    if (entry.isEmpty()) {
      problems.value(
          path,
          "the catalogue has no " + ProblemText.quote(name),
          Nearest.of(name, Catalogue.names())
              .map(n -> "did you mean 'catalog:" + n + "'?")
              .orElse("known: " + String.join(", ", Catalogue.names())));
    } else if (data.path("features").isObject() && entry.get().format() != wanted) {
      problems.value(
          path,
          name + " is " + entry.get().format().words() + ", not " + wanted.words(),
          "name a dataset of that form, or change data.features");
    }
  }

  private void images() {
    JsonNode label = data.path("label");
    JsonNode features = data.path("features");
    if (!features.isObject() || !label.isObject()) {
      return;
    }
    if (isImages() && label.has("column")) {
      problems.value(
          DATA.key("label"),
          "images have no columns to read a label from",
          "write label: { source: file:LABELS.idx, classes: 10 }");
    }
    if (!isImages() && label.has("source")) {
      problems.value(
          DATA.key("label"),
          "a label file goes with images only",
          "write label: { column: ..., positive: [...] }");
    }
    if (isImages() && data.path("privacyUnit").has("column")) {
      problems.value(
          DATA.key("privacyUnit"),
          "images have no columns that could name a person",
          "write privacyUnit: { row: true }");
    }
  }

  private void ranges() {
    JsonNode split = data.path("split");
    if (!split.has("train")) {
      return;
    }
    SpecPath path = DATA.key("split");
    if (data.path("features").isObject() && !isImages()) {
      problems.value(
          path,
          "index ranges are for images, whose order is public; in a table one removed person would"
              + " move all others",
          "write split: { test: 0.2 }, which places each person by a keyed hash");
      return;
    }
    RangeRules.check(split, path, problems);
  }
}
