package dev.lethe.spec;

import dev.lethe.spec.SchemaCheck.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a value fits none of several forms, keeps the findings of the form that was most likely
 * meant, so that the user reads one explanation and not one for each form.
 */
final class SchemaBranches {
  static final String ONE_OF = "oneOf";
  private static final List<String> TAGS = List.of("type", "mode", "schedule");

  private SchemaBranches() {}

  static List<Finding> likeliest(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>(findings);
    // The innermost first: what an inner choice found in all its forms must not count against the
    // outer form that it lies in.
    List<Finding> choices =
        findings.stream()
            .filter(finding -> finding.keyword().equals(ONE_OF))
            .sorted(Comparator.comparingInt(finding -> -finding.schemaPath().size()))
            .toList();
    for (Finding choice : choices) {
      if (kept.contains(choice)) {
        settle(choice, kept);
      }
    }
    return kept;
  }

  private static void settle(Finding choice, List<Finding> kept) {
    Map<Integer, Integer> penalties = new TreeMap<>();
    for (Finding finding : kept) {
      int branch = branch(choice, finding);
      if (branch >= 0) {
        penalties.merge(branch, penalty(choice, finding), Integer::sum);
      }
    }
    if (penalties.isEmpty()) {
      return;
    }
    boolean noneOfTheType = penalties.values().stream().allMatch(p -> p >= WRONG_TYPE);
    if (noneOfTheType) {
      kept.removeIf(f -> branch(choice, f) >= 0);
      return;
    }
    int best =
        penalties.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    kept.removeIf(f -> f.equals(choice) || (branch(choice, f) >= 0 && branch(choice, f) != best));
  }

  private static final int WRONG_TYPE = 100_000;

  private static int penalty(Finding choice, Finding finding) {
    int depth = finding.instance().segments().size() - choice.instance().segments().size();
    return switch (finding.keyword()) {
      case "type" -> depth == 0 ? WRONG_TYPE : 1;
      case "const" -> chooses(choice, finding) ? 1000 : 8;
      case "additionalProperties" -> depth == 0 ? 10 : 1;
      case "required" -> depth == 0 ? 5 : 1;
      default -> 1;
    };
  }

  /** Whether a finding is about the key that names the form. */
  private static boolean chooses(Finding choice, Finding finding) {
    return TAGS.stream().anyMatch(tag -> finding.instance().equals(choice.instance().key(tag)));
  }

  /** The form that a finding speaks of, or -1 where it is not about this choice. */
  private static int branch(Finding choice, Finding finding) {
    int at = choice.schemaPath().size();
    boolean inside =
        finding.schemaPath().size() > at + 1
            && finding.schemaPath().subList(0, at).equals(choice.schemaPath())
            && finding.instance().startsWith(choice.instance());
    return inside ? Integer.parseInt(finding.schemaPath().get(at).toString()) : -1;
  }
}
