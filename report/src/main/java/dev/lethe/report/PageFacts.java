package dev.lethe.report;

import dev.lethe.report.svg.Markup;
import java.util.Optional;

/** What the run was about: data, public knowledge, model, releases, and what is left open. */
final class PageFacts {
  private final EpsilonStatement statement;

  PageFacts(EpsilonStatement statement) {
    this.statement = statement;
  }

  Markup data() {
    DataProvenance data = statement.data();
    ProtectedUnit unit = statement.unit();
    Markup out = new Markup().open("section").leaf("h2", "Data and public knowledge");
    out.append(
        PageParts.pairs(
            "The private data",
            "Population",
            data.datasetId() + data.description().map(text -> ": " + text).orElse(""),
            "Source",
            data.source() + data.licence().map(text -> ", licence " + text).orElse(""),
            "Protected unit",
            unit.noun() + " (" + unit.unit() + "), at most " + records(unit.maxContributions()),
            "Compared data sets",
            relation(unit.relation()),
            "Commitment to the data",
            data.commitment() + " (" + data.commitmentScheme() + ")",
            "Plain digest",
            data.contentSha256()
                .orElse("not published: the data is private, so only the commitment is given")));
    out.append(
        PageParts.head(
            "Taken as public knowledge", "even", "what", "value", "where it is known from"));
    for (PublicFigure figure : statement.publicFigures()) {
      out.open("tr")
          .leaf("td", figure.name())
          .leaf("td", figure.value())
          .leaf("td", figure.source())
          .close();
    }
    return out.close().close().close();
  }

  private static String records(int most) {
    return most == 1 ? "1 record" : most + " records";
  }

  static String relation(String tag) {
    return switch (tag) {
      case "add-or-remove-one" -> tag + ": with and without one unit";
      case "replace-one" -> tag + ": one unit exchanged for any other";
      case "zero-out" -> tag + ": one unit's contribution kept or blanked";
      default -> tag;
    };
  }

  /** The model; empty if there is none. */
  Optional<Markup> model() {
    return statement.model().map(this::model);
  }

  private Markup model(ModelFacts model) {
    UtilityFacts utility = statement.utility();
    Markup out = new Markup().open("section").leaf("h2", "Model and its quality");
    out.leaf(
        "p",
        model.architecture() + ", " + Figures.count(model.parameters()) + " trained parameters.");
    if (!utility.metrics().isEmpty()) {
      String[] tiles =
          utility.metrics().stream()
              .flatMap(m -> java.util.stream.Stream.of(Figures.plain(m.value()), metric(m.name())))
              .toArray(String[]::new);
      out.append(PageParts.tiles(tiles));
    }
    boolean unprotected = utility.evaluation().equals("unprotected");
    out.append(
        PageParts.note(
            unprotected ? "note warn" : "note", evaluation(utility.evaluation()), utility.note()));
    return out.close();
  }

  private static String metric(String name) {
    return switch (name) {
      case "auc" -> "AUC: chance that a positive case is ranked above a negative one";
      case "accuracy" -> "accuracy";
      case "logLoss" -> "log loss (lower is better)";
      default -> name;
    };
  }

  private static String evaluation(String mode) {
    return switch (mode) {
      case "public" -> "Evaluation: public. The held-out records are declared public.";
      case "charged" -> "Evaluation: charged. Measured on private people, under the budget.";
      case "unprotected" ->
          "Evaluation: unprotected. Measured on private people, outside the guarantee; publishing"
              + " these figures can reveal something about them.";
      default -> "Evaluation: none. Quality was not measured.";
    };
  }

  Markup releases() {
    Markup out =
        new Markup().open("section").leaf("h2", "What was released, and what is not covered");
    out.append(PageParts.head("Released", "releases", "what", "basis", "why"));
    for (ReleaseFacts.Release release : statement.releases().released()) {
      out.open("tr").leaf("td", release.artefact());
      PageParts.tagCell(out, release.basis(), release.basis());
      out.leaf("td", release.note()).close();
    }
    out.close().close();
    out.leaf("h3", "Not covered by the guarantee");
    return out.append(PageParts.bullets(statement.releases().notProtected())).close();
  }

  Markup limits() {
    ThreatModel threat = statement.threatModel();
    return new Markup()
        .open("section")
        .leaf("h2", "What this report does not show")
        .append(PageParts.bullets(statement.limits()))
        .leaf("h3", "Against whom the guarantee holds")
        .leaf("p", threat.adversary())
        .leaf("h3", "What it rests on")
        .append(PageParts.bullets(threat.assumptions()))
        .leaf("h3", "Who would notice a rolled-back ledger")
        .leaf("p", threat.ledgerAnchor())
        .close();
  }
}
