package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public datasets that specs may name; descriptors only, no data is touched here. */
public final class Catalogue {
  private static final String RESOURCE = "catalogue.json";

  private static final class Loaded {
    static final List<CatalogueEntry> ENTRIES = load();
  }

  private Catalogue() {}

  /** All entries in the order of the catalogue. */
  public static List<CatalogueEntry> entries() {
    return Loaded.ENTRIES;
  }

  /** All names in the order of the catalogue. */
  public static List<String> names() {
    return entries().stream().map(CatalogueEntry::name).toList();
  }

  /** The entry of this name. */
  public static Optional<CatalogueEntry> find(String name) {
    return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private static List<CatalogueEntry> load() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      List<CatalogueEntry> entries = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        entries.add(entry(node));
      }
      return List.copyOf(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogueEntry entry(JsonNode node) {
    return new CatalogueEntry(
        node.required("name").asText(),
        node.required("title").asText(),
        node.required("origin").asText(),
        node.required("licence").asText(),
        node.required("attribution").asText(),
        SpecBinder.tagged(
            CatalogueEntry.Format.values(),
            CatalogueEntry.Format::tag,
            node.required("format"),
            ""),
        node.required("contentSha256").asText(),
        node.required("file").asText(),
        text(node, "entry"),
        obtain(node.required("obtain")),
        node.required("public").asBoolean());
  }

  private static CatalogueEntry.Obtain obtain(JsonNode node) {
    if (node.has("automatic")) {
      return new CatalogueEntry.Obtain.Automatic(
          node.get("automatic").asText(), text(node, "entry"));
    }
    if (node.has("shipped")) {
      return new CatalogueEntry.Obtain.Shipped(node.get("shipped").asText());
    }
    return new CatalogueEntry.Obtain.Manual(node.required("manual").asText());
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }
}
