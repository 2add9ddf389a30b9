package dev.lethe.report.svg;

import java.util.List;
import java.util.Locale;

/**
 * One horizontal bar cut into parts, as wide as its container, with a title and a description for
 * screen readers.
 *
 * @param title what it shows
 * @param description the same in a sentence with its figures
 * @param parts from left to right
 */
public record StackedBar(String title, String description, List<Part> parts) {
  public StackedBar {
    parts = List.copyOf(parts);
  }

  /**
   * @param size not negative
   * @param colour of the part
   */
  public record Part(double size, String colour) {}

  /** The bar. */
  public Markup render(String id) {
    double total = parts.stream().mapToDouble(Part::size).sum();
    Markup svg =
        new Markup()
            .open(
                "svg",
                "class",
                "bar",
                "width",
                "100%",
                "height",
                "30",
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d")
            .leaf("title", title, "id", id + "-t")
            .leaf("desc", description, "id", id + "-d");
    double at = 0;
    for (Part part : parts) {
      double share = total > 0 ? 100 * part.size() / total : 0;
      svg.open(
              "rect",
              "x",
              percent(at),
              "y",
              "0",
              "width",
              percent(share),
              "height",
              "30",
              "fill",
              part.colour())
          .close();
      at += share;
    }
    return svg.close();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f%%", value);
  }
}
