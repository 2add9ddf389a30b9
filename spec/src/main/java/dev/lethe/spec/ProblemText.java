package dev.lethe.spec;

import java.util.List;

/** Wording shared by everything that reports problems. */
final class ProblemText {
  private static final int LONGEST_QUOTE = 80;
  private static final int LONGEST_PATH = 400;

  private ProblemText() {}

  static String of(String what, List<SpecProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs at least one problem");
    }
    StringBuilder text = new StringBuilder();
    text.append("the ").append(what).append(" is refused: ").append(problems.size());
    text.append(problems.size() == 1 ? " problem" : " problems");
    for (SpecProblem problem : problems) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }

  /** The user's own text in quotes, shortened, with nothing that could steer a terminal. */
  static String quote(String text) {
    return "'" + plain(text) + "'";
  }

  /** A path, shown whole unless it is absurdly long. */
  static String path(SpecPath path) {
    return plain(path.toString(), LONGEST_PATH);
  }

  /** As {@link #quote}, without the quotes. */
  static String plain(String text) {
    return plain(text, LONGEST_QUOTE);
  }

  private static String plain(String text, int longest) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean hidden =
                  Character.isISOControl(c)
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              if (hidden) {
                plain.append(String.format("\\u%04x", c));
              } else {
                plain.appendCodePoint(c);
              }
            });
    if (text.codePointCount(0, text.length()) > longest) {
      plain.append("...");
    }
    return plain.toString();
  }
}
