package dev.lethe.data.features;

/** How the text of a cell is read as a number. */
public final class Numbers {
  private Numbers() {}

  /** A decimal number, or NaN where the text is none or is not finite. */
  public static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean decimal = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
      // Java alone also reads hexadecimal, "1d" and "NaN": no other tool agrees.
      if (!decimal && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
