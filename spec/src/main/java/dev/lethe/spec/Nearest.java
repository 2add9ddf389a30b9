package dev.lethe.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one was meant to be. */
final class Nearest {
  private static final int LONGEST = 128;
  private static final int SHORTEST_START = 3;

  private Nearest() {}

  /** The nearest of the known words, if one is near enough to be worth offering. */
  static Optional<String> of(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> k.length() <= LONGEST && near(lower, k))
        .min(
            Comparator.<String>comparingInt(k -> distance(lower, k))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean near(String lower, String known) {
    boolean start =
        lower.length() >= SHORTEST_START && known.toLowerCase(Locale.ROOT).startsWith(lower);
    return start || distance(lower, known) <= reach(lower, known);
  }

  private static int reach(String word, String known) {
    return Math.max(1, Math.max(word.length(), known.length()) / 3);
  }

  /** Edits between two words, ignoring case; a swap of neighbours counts as one. */
  private static int distance(String lower, String known) {
    String b = known.toLowerCase(Locale.ROOT);
    int[][] d = new int[lower.length() + 1][b.length() + 1];
    for (int i = 0; i <= lower.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = lower.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && lower.charAt(i - 1) == b.charAt(j - 2)
                && lower.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[lower.length()][b.length()];
  }
}
