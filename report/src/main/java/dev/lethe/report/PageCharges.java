package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.report.svg.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was charged for, part by part, what came out of it, and which runs came before. */
final class PageCharges {
  private static final int MOST_WORDS = 12;
  private final EpsilonStatement statement;

  PageCharges(EpsilonStatement statement) {
    this.statement = statement;
  }

  Markup parts() {
    Markup out = new Markup().open("section").leaf("h2", "What the budget was charged for");
    out.append(table("Parts of this run", statement.parts()));
    if (statement.parts().size() > 1) {
      out.leaf(
          "p",
          "Alone, each part would have the bound shown. Together they have less than the sum: ε = "
              + Figures.up(statement.claim().epsilon())
              + ", as their plan was fixed before the first of them ran. A share is the part's"
              + " portion of the Rényi divergence at the order where the whole is best bounded.");
    }
    values(out, "Released by this run", statement.parts());
    for (PriorRun prior : statement.priorRuns()) {
      prior(out, prior);
    }
    if (!statement.priorRuns().isEmpty()) {
      out.append(
          PageParts.note(
              "note",
              "All runs of this population together, by the ledger's filter, which allows each run"
                  + " to be chosen in the light of those before: epsilon "
                  + Figures.up(statement.budget().spentAfter())
                  + " at delta "
                  + Figures.up(statement.budget().grantDelta())
                  + ". It is not the epsilon of a plan that was fixed beforehand."));
    }
    return out.close();
  }

  private void prior(Markup out, PriorRun prior) {
    out.leaf("h3", "Earlier run " + prior.runId());
    out.leaf(
        "p",
        "Ended "
            + prior.status()
            + ". By itself it has "
            + prior.epsilon().map(epsilon -> "ε = " + Figures.up(epsilon)).orElse("no finite bound")
            + " at this report's δ.");
    out.append(table("Parts of the run " + prior.runId(), prior.parts()));
    values(out, "Released by the run " + prior.runId(), prior.parts());
  }

  private Markup table(String caption, List<PartFacts> parts) {
    Markup out =
        PageParts.head(
            caption, "even", "part", "cost of each", "charged", "alone", "share", "released");
    List<String> shares = shares(parts);
    for (int i = 0; i < parts.size(); i++) {
      PartFacts part = parts.get(i);
      out.open("tr")
          .leaf("td", part.name())
          .leaf("td", words(part.event()))
          .leaf(
              "td",
              Figures.count(part.charged()) + " of " + Figures.count(part.planned()),
              "class",
              "num")
          .leaf("td", alone(part), "class", "num")
          .leaf("td", shares.get(i), "class", "num")
          .leaf("td", part.released())
          .close();
    }
    return out.close().close();
  }

  private String alone(PartFacts part) {
    Optional<PrivacyEvent> event = charged(part);
    Optional<NeighbouringRelation> relation =
        NeighbouringRelation.fromTag(statement.unit().relation());
    double delta = statement.claim().accountedDelta();
    if (event.isEmpty() || relation.isEmpty() || !(delta > 0 && delta < 1)) {
      return "ε = 0";
    }
    try {
      double epsilon =
          BestAccountant.standard().epsilon(event.get(), relation.get(), delta).epsilon();
      return Double.isFinite(epsilon) ? "ε ≤ " + Figures.up(epsilon) : "no bound";
    } catch (UnsupportedEventException e) {
      return "no bound";
    }
  }

  private List<String> shares(List<PartFacts> parts) {
    try {
      List<Double> shares = new ArrayList<>();
      Optional<Double> order = bestOrder();
      for (PartFacts part : parts) {
        shares.add(order.flatMap(at -> charged(part).map(e -> divergence(e, at))).orElse(0.0));
      }
      double all = shares.stream().mapToDouble(Double::doubleValue).sum();
      return shares.stream()
          .map(share -> all > 0 ? Figures.percentUp(share / all) : "none")
          .toList();
    } catch (UnsupportedEventException e) {
      return parts.stream().map(part -> "unknown").toList();
    }
  }

  /** The order of the report's own curve at which the least epsilon follows. */
  private Optional<Double> bestOrder() {
    AccountingFacts.Curve curve = statement.accounting().curve();
    double delta = statement.claim().item(PrivacyClaim.ACCOUNTANT);
    double least = Double.POSITIVE_INFINITY;
    Optional<Double> best = Optional.empty();
    for (int i = 0; i < curve.orders().size() && delta > 0 && delta < 1; i++) {
      double order = curve.orders().get(i);
      double epsilon = RenyiCurve.epsilonAt(order, curve.divergences().get(i), delta);
      if (epsilon < least) {
        least = epsilon;
        best = Optional.of(order);
      }
    }
    return best;
  }

  private double divergence(PrivacyEvent event, double order) {
    NeighbouringRelation relation =
        NeighbouringRelation.fromTag(statement.unit().relation())
            .orElseThrow(() -> new UnsupportedEventException("unknown relation"));
    return RenyiAccountant.standard()
        .curve(event, relation, new double[] {order})
        .divergences()
        .get(0);
  }

  private static Optional<PrivacyEvent> charged(PartFacts part) {
    RunPart planned = new RunPart(part.name(), part.privacyEvent(), part.planned());
    return new ChargedPart(planned, part.charged()).event();
  }

  /** An event's published form, without its braces. */
  private static String words(JsonNode event) {
    String figures =
        event.properties().stream()
            .filter(e -> e.getValue().isNumber())
            .map(e -> e.getKey() + " " + Figures.exact(e.getValue().doubleValue()))
            .collect(Collectors.joining(", "));
    String inner =
        event.has("event")
            ? " of " + words(event.get("event"))
            : event.has("events") ? " of " + event.get("events").size() + " events" : "";
    return event.path("type").asText() + (figures.isEmpty() ? "" : " (" + figures + ")") + inner;
  }

  private static void values(Markup out, String caption, List<PartFacts> parts) {
    if (parts.stream().allMatch(part -> part.values().isEmpty())) {
      return;
    }
    out.append(PageParts.head(caption, "even", "what", "of", "value", "part"));
    for (PartFacts part : parts) {
      for (ReleasedValue value : part.values()) {
        out.open("tr")
            .leaf("td", value.kind())
            .leaf("td", value.name())
            .leaf("td", text(value))
            .leaf("td", part.name())
            .close();
      }
    }
    out.close().close();
  }

  private static String text(ReleasedValue value) {
    String numbers =
        value.numbers().stream().map(Figures::exact).collect(Collectors.joining(" to "));
    String words = value.texts().stream().limit(MOST_WORDS).collect(Collectors.joining(", "));
    int more = value.texts().size() - MOST_WORDS;
    return (numbers + " " + words).trim() + (more > 0 ? ", and " + more + " more" : "");
  }
}
