package dev.lethe.report;

import dev.lethe.privacy.ledger.ChargedPart;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a run released, and what the earlier runs that its report embeds released.
 *
 * @param stepsTaken updates that the released model has received; empty if nothing was trained
 * @param parts one for each part that was charged
 * @param earlier by run id, for the earlier runs whose releases this one builds on; of others the
 *     report refers to their own
 */
public record RunReleases(
    OptionalLong stepsTaken, List<PartRelease> parts, Map<String, List<PartRelease>> earlier) {
  public RunReleases {
    parts = List.copyOf(parts);
    earlier = Map.copyOf(earlier);
  }

  /** Of a run that did nothing but train. */
  public static RunReleases ofTraining(long stepsTaken) {
    PartRelease model =
        new PartRelease(LedgerEvidence.TRAINING, "the model's weights after each step", List.of());
    return new RunReleases(OptionalLong.of(stepsTaken), List.of(model), Map.of());
  }

  List<PartFacts> facts(List<ChargedPart> charged) {
    return charged.stream()
        .map(part -> PartFacts.of(part, find(parts, part, "nothing says what it released")))
        .toList();
  }

  List<PartFacts> earlierFacts(String runId, List<ChargedPart> charged) {
    return charged.stream()
        .map(
            part ->
                PartFacts.of(
                    part,
                    earlier.containsKey(runId)
                        ? find(earlier.get(runId), part, "nothing says what it released")
                        : new PartRelease(
                            part.name(), "what the report of that run says", List.of())))
        .toList();
  }

  private static PartRelease find(List<PartRelease> all, ChargedPart part, String missing) {
    return all.stream()
        .filter(release -> release.part().equals(part.name()))
        .findFirst()
        .orElseGet(() -> unused(part, missing));
  }

  private static PartRelease unused(ChargedPart part, String missing) {
    if (part.charged() > 0) {
      throw new IllegalStateException("the part '" + part.name() + "' was charged, and " + missing);
    }
    return new PartRelease(part.name(), "nothing: it was never charged", List.of());
  }
}
