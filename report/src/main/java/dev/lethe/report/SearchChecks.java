package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.LedgerVerification;
import dev.lethe.privacy.ledger.RunPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a search against the ledger's event and the spec's space. */
final class SearchChecks {
  private static final double TOLERANCE = 1e-6;

  private final EpsilonStatement statement;
  private final LedgerVerification ledger;
  private final CheckList checks;

  SearchChecks(EpsilonStatement statement, LedgerVerification ledger, CheckList checks) {
    this.statement = statement;
    this.ledger = ledger;
    this.checks = checks;
  }

  /** The settings that a search chose, as the report's part of it says; none without a search. */
  static List<ReleasedValue> chosen(EpsilonStatement statement) {
    return statement.parts().stream()
        .filter(part -> part.name().equals(LedgerEvidence.SEARCH))
        .flatMap(part -> part.values().stream())
        .filter(value -> value.kind().equals(ReleasedValue.STATISTIC) && value.texts().size() == 1)
        .toList();
  }

  void run() {
    Optional<RunPart> part = ledger.terms().part(LedgerEvidence.SEARCH);
    JsonNode search = statement.spec().canonical().path("search");
    if (part.isEmpty() && search.isMissingNode()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    if (part.isEmpty() || search.isMissingNode()) {
      wrong.add(
          part.isEmpty()
              ? "the spec describes a search, and the ledger charged none"
              : "the ledger charged a search, and the spec describes none");
    } else if (part.get().event() instanceof SelectedBest event && part.get().count() == 1) {
      law(wrong, search.path("trials"), event.trials());
      space(wrong, search.path("space"));
    } else {
      wrong.add("the ledger's part 'search' is not one selection of the best trial");
    }
    checks.requireNone(
        CheckNames.SEARCH,
        wrong,
        "the search was charged once, whatever the number of its trials; their law is the spec's,"
            + " and the released settings are of its space");
  }

  private static void law(List<String> wrong, JsonNode said, TrialCount charged) {
    String law = said.path("law").asText();
    double shape = charged instanceof NegativeBinomial found ? found.shape() : Double.NaN;
    boolean same =
        switch (law) {
          case "poisson" -> charged instanceof TrialCount.Poisson;
          case "geometric" -> shape == 1;
          case "logarithmic" -> shape == 0;
          case "negative-binomial" -> shape == said.path("shape").asDouble(Double.NaN);
          default -> false;
        };
    double mean = said.path("mean").asDouble(Double.NaN);
    if (!same || !(Math.abs(charged.mean() - mean) <= TOLERANCE * mean)) {
      wrong.add(
          "the spec's trials are " + law + " of mean " + mean + ", and charged were " + charged);
    }
  }

  private void space(List<String> wrong, JsonNode space) {
    List<ReleasedValue> chosen = chosen(statement);
    StatementChecks.differ(
        wrong,
        "chosen settings",
        chosen.stream().map(ReleasedValue::name).sorted().toList(),
        space.properties().stream().map(Map.Entry::getKey).sorted().toList());
    for (ReleasedValue value : chosen) {
      boolean known = false;
      for (JsonNode allowed : space.path(value.name())) {
        known |= canonical(allowed).equals(value.texts().get(0));
      }
      if (!known) {
        wrong.add(value.name() + " = " + value.texts().get(0) + " is not of the spec's space");
      }
    }
  }

  private static String canonical(JsonNode node) {
    return new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8);
  }
}
