package dev.lethe.privacy.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rewrites ledger lines as a forger would: with all hashes made to fit again. */
final class LedgerLines {
  private LedgerLines() {}

  /** The line at that place gets another time. */
  static List<String> redated(List<String> lines, int at, String time) {
    String old = lines.get(at).replaceFirst("^.*\"time\":\"([^\"]*)\".*$", "$1");
    return rehashed(lines, at, "\"time\":\"" + old, "\"time\":\"" + time);
  }

  /** The line at that place gets another text; the later ones follow. */
  static List<String> rehashed(List<String> lines, int at, String old, String with) {
    List<String> changed = new ArrayList<>(lines);
    List<String> hashes = lines.stream().map(LedgerLines::hash).toList();
    changed.set(at, changed.get(at).replace(old, with));
    for (int i = at + 1; i < changed.size(); i++) {
      String line = changed.get(i);
      for (int earlier = at; earlier < i; earlier++) {
        line = line.replace(hashes.get(earlier), hash(changed.get(earlier)));
      }
      changed.set(i, line);
    }
    return changed;
  }

  private static String hash(String line) {
    return LedgerCodec.hash(line.getBytes(StandardCharsets.UTF_8));
  }
}
