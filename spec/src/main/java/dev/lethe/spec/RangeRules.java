package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Index ranges run forward and share no index. */
final class RangeRules {
  private static final Pattern RANGE = Pattern.compile("[0-9]{1,12}-[0-9]{1,12}");

  private record Placed(SpecPath path, String text, SplitSpec.Range range) {}

  private RangeRules() {}

  static void check(JsonNode split, SpecPath path, Problems problems) {
    List<Placed> placed = new ArrayList<>();
    for (String part : List.of("train", "test")) {
      List<String> texts = SpecRules.texts(split.path(part));
      for (int i = 0; i < texts.size(); i++) {
        if (RANGE.matcher(texts.get(i)).matches()) {
          placed.add(placed(path.key(part).index(i), texts.get(i)));
        }
      }
    }
    for (Placed range : placed) {
      if (range.range().first() > range.range().last()) {
        problems.value(
            range.path(), "the range " + range.text() + " runs backward", "write first-last");
      }
    }
    placed.sort(Comparator.comparingLong(p -> p.range().first()));
    for (int i = 1; i < placed.size(); i++) {
      Placed before = placed.get(i - 1);
      if (placed.get(i).range().first() <= before.range().last()) {
        problems.value(
            placed.get(i).path(),
            "the ranges " + before.text() + " and " + placed.get(i).text() + " share an index",
            "let every index stand in one range only");
      }
    }
  }

  private static Placed placed(SpecPath path, String text) {
    String[] ends = text.split("-", 2);
    return new Placed(
        path, text, new SplitSpec.Range(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
  }
}
