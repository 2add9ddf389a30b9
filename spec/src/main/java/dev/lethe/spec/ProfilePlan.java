package dev.lethe.spec;

import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.RunTerms;
import java.util.List;
import java.util.Optional;

/**
 * A profile with everything that privacy depends on fixed: running it costs exactly {@link
 * #event()}, and {@link #predicted()} is at most the spec's epsilon.
 *
 * @param spec the spec
 * @param specDigest SHA-256 in hex of the spec's canonical JSON
 * @param parts what is counted, in order, each once
 * @param predicted the accountant's bound at the spec's delta
 */
public record ProfilePlan(
    ProfileSpec spec, String specDigest, List<PlanPart> parts, EpsilonBound predicted) {
  public ProfilePlan {
    parts = List.copyOf(parts);
  }

  /** What the whole profile costs. */
  public PrivacyEvent event() {
    return PlanPart.together(parts);
  }

  /** The part of a statistic, where there is something to count. */
  public Optional<PlanPart> part(ProfileSpec.Statistic statistic) {
    return parts.stream().filter(part -> part.name().equals(statistic.part())).findFirst();
  }

  /** What the ledger is told when the profile begins. */
  public RunTerms terms(String runId) {
    return new RunTerms(runId, specDigest, parts.stream().map(PlanPart::charged).toList(), 0);
  }
}
