package dev.lethe.data;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as units are compared by: NFKC, letter case folded, runs of white space one blank, none at
 * the ends. Digits are text like any other: {@code 1} and {@code 1.0} differ.
 */
final class UnitText {
  private UnitText() {}

  static String normalise(String text) {
    return isPlain(text) ? text : collapse(fold(text));
  }

  /** Whether the text is its own normal form, as most cells are. */
  private static boolean isPlain(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ';
      if (c > '~' || c < ' ' || (c >= 'A' && c <= 'Z') || (space && blank)) {
        return false;
      }
      blank = space;
    }
    return text.isEmpty() || !blank;
  }

  private static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    // Through upper case, which joins what lower case alone keeps apart: sharp s, final sigma.
    String lower = compatible.toLowerCase(Locale.ROOT);
    String folded = lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static String collapse(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        pending = collapsed.length() > 0;
      } else {
        if (pending) {
          collapsed.append(' ');
          pending = false;
        }
        collapsed.appendCodePoint(c);
      }
    }
    return collapsed.toString();
  }

  private static boolean isSpace(int c) {
    boolean zeroWidth = c == 0x200b || c == 0xfeff;
    return zeroWidth || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
