package dev.lethe.report.svg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line chart as one SVG element with a title and a description for screen readers.
 *
 * @param title what it shows
 * @param description the same in a sentence with its main figures
 * @param xLabel the horizontal axis
 * @param yLabel the vertical axis
 * @param lines what is drawn, in order
 * @param level a horizontal line to compare with
 * @param note a label at the last point of the last line
 * @param axes linear or logarithmic
 */
public record LineChart(
    String title,
    String description,
    String xLabel,
    String yLabel,
    List<Line> lines,
    Optional<Level> level,
    Optional<String> note,
    Axes axes) {

  private static final String INK = "#14202b";
  private static final String MUTED = "#51606f";
  private static final String GRID = "#e1e7eb";
  private static final int LEFT = 50;
  private static final int RIGHT = 14;
  private static final int TOP = 18;
  private static final int BOTTOM = 46;

  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a chart needs a line");
    }
  }

  /** How values become places. */
  public enum Axes {
    LINEAR,
    /** As linear, and the horizontal axis counts whole things. */
    COUNT,
    LOG_LOG
  }

  /**
   * One line.
   *
   * @param xs ascending
   * @param ys one for each x
   * @param colour of the line
   * @param style how it is drawn
   */
  public record Line(List<Double> xs, List<Double> ys, String colour, Style style) {
    public Line {
      xs = List.copyOf(xs);
      ys = List.copyOf(ys);
      if (xs.isEmpty() || xs.size() != ys.size()) {
        throw new IllegalArgumentException("a line needs one y for each of its xs");
      }
    }
  }

  /** How a line is drawn. */
  public enum Style {
    SOLID,
    /** With the area below it filled. */
    AREA,
    DASHED
  }

  /**
   * A horizontal line.
   *
   * @param value where
   * @param label its name
   */
  public record Level(double value, String label) {}

  /** The chart as a file of its own, on white. */
  public String file(int width, int height) {
    String svg = render(width, height, "chart", "chart").toString();
    String tag = "<svg ";
    int body = svg.indexOf("</desc>") + "</desc>".length();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + tag
        + "xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" "
        + svg.substring(tag.length(), body)
        + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
        + svg.substring(body)
        + "\n";
  }

  /** The chart at the given size; the text keeps its size, so choose the size it is shown at. */
  public Markup render(int width, int height, String cssClass, String id) {
    double right = width - RIGHT;
    double bottom = height - BOTTOM;
    double mostX = most(true);
    double mostY = Math.max(most(false), level.map(Level::value).orElse(0.0));
    boolean linear = axes != Axes.LOG_LOG;
    Scale x =
        switch (axes) {
          case LINEAR -> Scale.fromZero(mostX, LEFT, right);
          case COUNT -> Scale.counting(mostX, LEFT, right);
          case LOG_LOG -> Scale.logarithmic(least(true), mostX, LEFT, right);
        };
    Scale y =
        linear
            ? Scale.fromZero(note.isPresent() ? mostY * 1.12 : mostY, bottom, TOP)
            : Scale.logarithmic(least(false), mostY, bottom, TOP);
    Markup svg =
        new Markup()
            .open(
                "svg",
                "class",
                cssClass,
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-t " + id + "-d")
            .leaf("title", title, "id", id + "-t")
            .leaf("desc", description, "id", id + "-d");
    grid(svg, x, y, right, bottom, width < 500 ? 4 : 6);
    axisLabels(svg, right, bottom);
    lines.forEach(line -> line(svg, line, x, y, bottom));
    level.ifPresent(l -> level(svg, l, y, right));
    note.ifPresent(text -> note(svg, text, x, y, bottom));
    return svg.close();
  }

  private void grid(Markup svg, Scale x, Scale y, double right, double bottom, int about) {
    for (double tick : y.ticks(5)) {
      double at = y.at(tick);
      segment(svg, LEFT, at, right, at, tick == 0 ? MUTED : GRID, "1");
      label(svg, LEFT - 7, at + 4, "end", MUTED, Scale.label(tick));
    }
    for (double tick : x.ticks(about)) {
      double at = x.at(tick);
      segment(svg, at, bottom, at, bottom + 4, MUTED, "1");
      label(svg, at, bottom + 18, at > right - 12 ? "end" : "middle", MUTED, Scale.label(tick));
    }
  }

  private void axisLabels(Markup svg, double right, double bottom) {
    label(svg, (LEFT + right) / 2, bottom + 38, "middle", INK, xLabel);
    svg.leaf(
        "text",
        yLabel,
        "transform",
        "translate(12 " + number((TOP + bottom) / 2) + ") rotate(-90)",
        "text-anchor",
        "middle",
        "font-size",
        "12",
        "fill",
        INK);
  }

  private static void line(Markup svg, Line line, Scale x, Scale y, double bottom) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < line.xs().size(); i++) {
      path.append(i == 0 ? 'M' : 'L')
          .append(number(x.at(line.xs().get(i))))
          .append(' ')
          .append(number(y.at(line.ys().get(i))));
    }
    if (line.style() == Style.AREA) {
      double first = x.at(line.xs().get(0));
      double last = x.at(line.xs().get(line.xs().size() - 1));
      String area =
          path
              + "L"
              + number(last)
              + " "
              + number(bottom)
              + "L"
              + number(first)
              + " "
              + number(bottom)
              + "Z";
      path(svg, area, "none", line.colour(), "0.10", "none");
    }
    String dashes = line.style() == Style.DASHED ? "5 5" : "none";
    path(svg, path.toString(), line.colour(), "none", "1", dashes);
  }

  private static void path(
      Markup svg, String d, String stroke, String fill, String fillOpacity, String dashes) {
    svg.open(
            "path",
            "d",
            d,
            "stroke",
            stroke,
            "stroke-width",
            "2.25",
            "stroke-linejoin",
            "round",
            "stroke-dasharray",
            dashes,
            "fill",
            fill,
            "fill-opacity",
            fillOpacity)
        .close();
  }

  private static void level(Markup svg, Level level, Scale y, double right) {
    double at = y.at(level.value());
    svg.open(
            "line",
            "x1",
            Integer.toString(LEFT),
            "x2",
            number(right),
            "y1",
            number(at),
            "y2",
            number(at),
            "stroke",
            "#a23b12",
            "stroke-width",
            "1.5",
            "stroke-dasharray",
            "6 4")
        .close();
    label(svg, LEFT + 8, at - 7, "start", "#8a3210", level.label());
  }

  private void note(Markup svg, String text, Scale x, Scale y, double bottom) {
    Line line = lines.get(lines.size() - 1);
    int last = line.xs().size() - 1;
    double atX = x.at(line.xs().get(last));
    double atY = y.at(line.ys().get(last));
    svg.open(
            "circle",
            "cx",
            number(atX),
            "cy",
            number(atY),
            "r",
            "4.5",
            "fill",
            line.colour(),
            "stroke",
            "#ffffff",
            "stroke-width",
            "1.5")
        .close();
    svg.leaf(
        "text",
        text,
        "x",
        number(atX - 2),
        "y",
        number(atY + 40 < bottom ? atY + 34 : atY - 14),
        "text-anchor",
        "end",
        "font-size",
        "13",
        "font-weight",
        "600",
        "fill",
        INK);
  }

  private static void segment(
      Markup svg, double x1, double y1, double x2, double y2, String colour, String width) {
    svg.open(
            "line",
            "x1",
            number(x1),
            "y1",
            number(y1),
            "x2",
            number(x2),
            "y2",
            number(y2),
            "stroke",
            colour,
            "stroke-width",
            width)
        .close();
  }

  private static void label(
      Markup svg, double x, double y, String anchor, String colour, String text) {
    svg.leaf(
        "text",
        text,
        "x",
        number(x),
        "y",
        number(y),
        "text-anchor",
        anchor,
        "font-size",
        "12",
        "fill",
        colour);
  }

  private double most(boolean ofX) {
    return lines.stream()
        .flatMap(line -> (ofX ? line.xs() : line.ys()).stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElseThrow();
  }

  private double least(boolean ofX) {
    return lines.stream()
        .flatMap(line -> (ofX ? line.xs() : line.ys()).stream())
        .mapToDouble(Double::doubleValue)
        .filter(v -> v > 0)
        .min()
        .orElse(1);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
