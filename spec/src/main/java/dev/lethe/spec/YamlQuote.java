package dev.lethe.spec;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Writes text so that YAML reads the same text back. */
final class YamlQuote {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private YamlQuote() {}

  static String of(String text) {
    if (PLAIN.matcher(text).matches() && YamlScalars.node(text, true).isTextual()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || Character.isWhitespace(c) && c != ' ' || hidden(c)) {
                quoted.append(String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean hidden(int c) {
    return !StreamReader.isPrintable(c) || Character.getType(c) == Character.FORMAT || c == 0x85;
  }
}
