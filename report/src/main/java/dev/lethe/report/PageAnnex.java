package dev.lethe.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.report.svg.LineChart;
import dev.lethe.report.svg.Markup;
import java.util.List;
import java.util.Optional;

/** The auditor's part: every figure to all its digits, the evidence, and how to verify it. */
final class PageAnnex {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final EpsilonStatement statement;

  PageAnnex(EpsilonStatement statement) {
    this.statement = statement;
  }

  Markup figures() {
    PrivacyClaim claim = statement.claim();
    AccountingFacts accounting = statement.accounting();
    Markup out = new Markup().open("section").leaf("h2", "All figures, for recomputation");
    out.append(
        PageParts.pairs(
            "Claim",
            "epsilon",
            Figures.exact(claim.epsilon()),
            "delta",
            Figures.exact(claim.delta()),
            "Target epsilon",
            Figures.exact(claim.targetEpsilon()),
            "Accountant",
            accounting.accountant() + ", version " + accounting.version(),
            "Rounding",
            accounting.rounding()));
    out.append(PageParts.head("What delta is made of", "even", "item", "value", "basis"));
    for (PrivacyClaim.DeltaItem item : claim.deltaItems()) {
      out.open("tr")
          .leaf("td", item.name())
          .leaf("td", Figures.exact(item.value()))
          .leaf("td", item.basis())
          .close();
    }
    out.close().close();
    statement.sampling().ifPresent(sampling -> out.append(sampling(sampling)));
    statement.mechanism().ifPresent(mechanism -> out.append(mechanism(mechanism)));
    return out.append(renyi()).close();
  }

  private static Markup sampling(SamplingFacts sampling) {
    return PageParts.pairs(
        "Sampling",
        "Sampling rate",
        Figures.exact(sampling.samplingRate())
            + ", decided to "
            + sampling.decisionBits()
            + " bits",
        "Expected batch",
        Figures.exact(sampling.expectedBatch()) + " units");
  }

  private Markup mechanism(MechanismFacts mechanism) {
    return PageParts.pairs(
        "Mechanism",
        "Noise multiplier",
        Figures.exact(mechanism.noiseMultiplier()),
        "Clipping norm C",
        Figures.exact(mechanism.clippingNorm()),
        "Clipping slack η",
        Figures.exact(mechanism.normSlack()),
        "Grid step γ",
        Figures.exact(mechanism.gridStep()),
        "Dimension d",
        Figures.count(mechanism.dimension()),
        "Float error E",
        Figures.exact(mechanism.floatError()) + ": " + mechanism.floatErrorBasis(),
        "Sensitivity C (1 + η) + γ √d + 2 E",
        Figures.exact(mechanism.sensitivity()),
        "Noise standard deviation",
        Figures.exact(mechanism.standardDeviation()),
        "Distance of one noise value from its law",
        Figures.exact(statement.randomness().distancePerValue()));
  }

  private Markup renyi() {
    AccountingFacts.Curve curve = statement.accounting().curve();
    LineChart chart =
        new LineChart(
            "Rényi divergence over orders",
            "The whole run's Rényi divergence at "
                + curve.orders().size()
                + " orders, from which epsilon is converted.",
            "order α",
            "divergence",
            List.of(
                new LineChart.Line(
                    curve.orders(), curve.divergences(), "#0b5f63", LineChart.Style.SOLID)),
            Optional.empty(),
            Optional.empty(),
            LineChart.Axes.LOG_LOG);
    Markup out = new Markup().open("details").leaf("summary", "The whole Rényi curve");
    out.open("figure");
    out.append(chart.render(820, 300, "wide", "renyi"));
    out.append(chart.render(340, 260, "narrow", "renyi-n")).close();
    out.append(PageParts.head("Rényi curve of the run", "curve", "order α", "divergence"));
    for (int i = 0; i < curve.orders().size(); i++) {
      out.open("tr")
          .leaf("td", Figures.exact(curve.orders().get(i)))
          .leaf("td", Figures.exact(curve.divergences().get(i)))
          .close();
    }
    return out.close().close().close();
  }

  Markup evidence() {
    BudgetFacts budget = statement.budget();
    Markup out = new Markup().open("section").leaf("h2", "Evidence");
    out.append(
        PageParts.pairs(
            "Digests (SHA-256)",
            "Model manifest",
            statement.model().map(ModelFacts::manifestSha256).orElse("no model was released"),
            "Spec, canonical JSON",
            statement.spec().sha256(),
            "Build",
            statement.code().buildSha256(),
            "Ledger head",
            budget.headHash()));
    out.append(
        PageParts.pairs(
            "Code",
            "Lethe",
            statement.code().version() + ", source revision " + statement.code().sourceRevision(),
            "Java",
            statement.code().javaRuntime(),
            "Engine",
            statement.code().engine()));
    out.append(
        listing(
            "Ledger records " + budget.firstIndex() + " to " + budget.lastIndex(),
            String.join("\n", statement.ledger())));
    return out.append(listing("The spec", pretty())).close();
  }

  private static Markup listing(String summary, String text) {
    return new Markup()
        .open("details")
        .leaf("summary", summary)
        .leaf("pre", text, "tabindex", "0")
        .close();
  }

  private String pretty() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statement.spec().canonical());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  Markup verification(Sealing sealing, Optional<Verification> verification) {
    Issuance issuance = statement.issuance();
    Markup out = new Markup().open("section").leaf("h2", "Verification");
    out.leaf(
        "p",
        "This command recomputes epsilon from the embedded ledger and checks signatures, log and"
            + " digests, offline and without the training software. Get the signer's public key"
            + " from the signer, not from whoever gave you this report:");
    out.leaf(
        "pre",
        "lethe verify report.dsse.json --trust SIGNER.pub"
            + (statement.trains() ? " --model model/" : ""),
        "tabindex",
        "0");
    for (Issuance.Signer signer : issuance.signers()) {
      out.append(
          PageParts.pairs(
              "Signed by",
              "Name",
              signer.name(),
              "Key",
              signer.keyId(),
              "Signatures",
              String.join(" and ", signer.algorithms()) + ", all required",
              "Time by the signer's clock",
              issuance.issuedAt(),
              "Replaces",
              issuance.supersedes().orElse("no earlier report")));
    }
    out.append(
        PageParts.pairs(
            "Transparency log",
            "Log",
            issuance.logOrigin(),
            "Entry",
            Figures.count(sealing.leafIndex())
                + " in a tree of "
                + Figures.count(sealing.treeSize()),
            "Report file (SHA-256)",
            sealing.reportSha256()));
    verification.ifPresent(found -> out.append(checks(found)));
    return out.close();
  }

  private static Markup checks(Verification verification) {
    Markup out =
        PageParts.head("Checks made with this page", "checks", "check", "outcome", "reason");
    for (Check check : verification.checks()) {
      out.open("tr").leaf("td", check.name());
      String text =
          check.status() == Check.Status.NOT_CHECKED ? "not checked" : check.status().tag();
      PageParts.tagCell(out, check.status().tag(), text);
      out.leaf("td", check.reason()).close();
    }
    return out.close().close();
  }

  /**
   * Where the signed file stands.
   *
   * @param reportSha256 digest of the file
   * @param leafIndex its place in the log
   * @param treeSize the log's size at its checkpoint
   */
  record Sealing(String reportSha256, long leafIndex, long treeSize) {}
}
