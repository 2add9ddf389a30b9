package dev.lethe.report.svg;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML or SVG in which every text and attribute value is escaped and every element is
 * closed.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; names are written as they are
   */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element. */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Text, escaped. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** An element with text and nothing else. */
  public Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An HTML element that has no content and no end tag. */
  public Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  /** A fragment; what it left open is open here. */
  public Markup append(Markup fragment) {
    out.append(fragment.out);
    fragment.open.descendingIterator().forEachRemaining(open::push);
    return this;
  }

  /** A style sheet of our own; it must not depend on data, for it is not escaped. */
  public Markup style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("a style sheet cannot contain '</'");
    }
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /**
   * The text so far.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(showable(c) ? c : 0xFFFD);
              }
            });
  }

  /** Controls and lone surrogates would be errors; overrides of direction could disguise text. */
  private static boolean showable(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !direction && Character.getType(c) != Character.SURROGATE;
  }
}
