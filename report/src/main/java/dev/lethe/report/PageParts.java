package dev.lethe.report;

import dev.lethe.report.svg.Markup;
import java.util.List;

/** The few shapes that the page is made of. */
final class PageParts {
  private PageParts() {}

  /** A table of names and values. */
  static Markup pairs(String caption, String... namesAndValues) {
    Markup table =
        new Markup().open("table", "class", "pairs").leaf("caption", caption).open("tbody");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      table
          .open("tr")
          .leaf("th", namesAndValues[i], "scope", "row")
          .leaf(
              "td",
              namesAndValues[i + 1],
              "class",
              isDigest(namesAndValues[i + 1]) ? "hash" : "text")
          .close();
    }
    return table.close().close();
  }

  private static boolean isDigest(String value) {
    return value.matches("[0-9a-f]{64}.*");
  }

  /** Opens a table up to its body; the caller writes rows and closes body and table. */
  static Markup head(String caption, String cssClass, String... columns) {
    Markup table =
        new Markup()
            .open("table", "class", cssClass)
            .leaf("caption", caption)
            .open("thead")
            .open("tr");
    for (String column : columns) {
      table.leaf("th", column, "scope", "col");
    }
    return table.close().close().open("tbody");
  }

  static Markup bullets(List<String> items) {
    Markup list = new Markup().open("ul");
    items.forEach(item -> list.leaf("li", item));
    return list.close();
  }

  static Markup note(String cssClass, String... paragraphs) {
    Markup note = new Markup().open("div", "class", cssClass);
    for (String paragraph : paragraphs) {
      note.leaf("p", paragraph);
    }
    return note.close();
  }

  /** Figures in boxes: a large value and what it is. */
  static Markup tiles(String... valuesAndTexts) {
    Markup list = new Markup().open("dl", "class", "tiles");
    for (int i = 0; i < valuesAndTexts.length; i += 2) {
      list.open("div").leaf("dt", valuesAndTexts[i + 1]).leaf("dd", valuesAndTexts[i]).close();
    }
    return list.close();
  }

  static void tagCell(Markup row, String tag, String text) {
    row.open("td").leaf("span", text, "class", "tag " + tag).close();
  }
}
