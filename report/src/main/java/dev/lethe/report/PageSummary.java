package dev.lethe.report;

import dev.lethe.report.svg.LineChart;
import dev.lethe.report.svg.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The top of the page: the guarantee in words, and what it leaves to an attacker. */
final class PageSummary {
  private static final String ACCENT = "#0b5f63";
  private static final String MUTED = "#8a99a6";
  private final EpsilonStatement statement;
  private final AttackBounds bounds;
  private final String noun;

  PageSummary(EpsilonStatement statement) {
    this.statement = statement;
    this.bounds = new AttackBounds(statement.claim().epsilon(), statement.claim().delta());
    this.noun = statement.unit().plainNoun();
  }

  Markup hero(Optional<Verification> verification) {
    PrivacyClaim claim = statement.claim();
    Markup out = new Markup().open("section", "class", "hero", "aria-labelledby", "promise");
    out.leaf("h1", statement.issuance().name());
    out.leaf("p", promise(), "class", "promise", "id", "promise");
    out.open("dl", "class", "formal");
    figure(out, "ε = " + Figures.up(claim.epsilon()), "epsilon, the bound on the loss");
    figure(out, "δ = " + Figures.up(claim.delta()), "delta, the chance of a worse loss");
    figure(out, "per " + noun, unitWords());
    out.close();
    verdict(out, verification);
    if (statement.utility().evaluation().equals("unprotected")) {
      out.append(
          PageParts.note(
              "note warn",
              "The quality figures below are outside this guarantee. They were measured on private"
                  + " people without charging the budget. Do not publish them with the model."));
    }
    return out.close();
  }

  /** The definition of differential privacy itself, so that the headline is exactly true. */
  private String promise() {
    return "Whatever an attacker knows: whether or not any one "
        + noun
        + change()
        + ", the chance of any conclusion they draw from "
        + released()
        + " changes by at most a factor of "
        + Figures.up(bounds.oddsFactor())
        + ", plus "
        + Figures.oneIn(statement.claim().delta())
        + ".";
  }

  /** With other parts than training, the values that these released are meant too. */
  private String released() {
    if (!statement.trains()) {
      return "these statistics";
    }
    return statement.parts().size() == 1
        ? "this model"
        : "this model and the figures released with it";
  }

  private String change() {
    boolean record = statement.unit().isRecord();
    return switch (statement.unit().relation()) {
      case "replace-one" ->
          record ? " is exchanged for another" : "’s records are exchanged for others";
      case "zero-out" -> record ? " is blanked out" : "’s records are blanked out";
      default -> record ? " was used" : "’s records were used";
    };
  }

  private String unitWords() {
    int most = statement.unit().maxContributions();
    return statement.unit().isRecord()
        ? "each record by itself"
        : most == 1 ? "one record each" : "at most " + most + " records each, protected together";
  }

  private static void figure(Markup out, String value, String text) {
    out.open("div").leaf("dt", text).leaf("dd", value).close();
  }

  private void verdict(Markup out, Optional<Verification> verification) {
    if (verification.isEmpty()) {
      out.append(
          PageParts.note(
              "note",
              "This page shows what the signed report says. The page itself is not evidence:"
                  + " verify report.dsse.json with the command at the end."));
      return;
    }
    Verification found = verification.get();
    long failed = found.count(Check.Status.FAILED);
    long open = found.count(Check.Status.NOT_CHECKED);
    String counts =
        found.count(Check.Status.PASSED)
            + " passed, "
            + failed
            + " failed, "
            + open
            + " could not be made.";
    String where = " Every check and its reason is listed under Verification.";
    out.append(
        found.passed()
            ? PageParts.note(
                "note good", "Verified when this page was made. Checks: " + counts + where)
            : PageParts.note(
                "note warn",
                "Verification failed. Do not rely on this report. Checks: " + counts + where));
  }

  Markup meaning() {
    double epsilon = statement.claim().epsilon();
    Markup out = new Markup().open("section").leaf("h2", "What epsilon leaves to an attacker");
    out.leaf(
        "p",
        "Picture the strongest attacker: they know every other record and all about one "
            + noun
            + ", see everything released, and have to say whether that "
            + noun
            + change()
            + ". No method at all can do better than this.");
    out.append(
        PageParts.tiles(
            Figures.percentUp(bounds.accuracy()),
            "right guesses at best, where tossing a coin gives 50 %",
            Figures.percentUp(bounds.detection(0.01)),
            "found at best, if one accusation in 100 may be false",
            "× " + Figures.up(bounds.oddsFactor()),
            "largest factor between the two chances, e to the power of ε, apart from δ"));
    out.open("figure");
    LineChart chart = tradeOff(epsilon);
    out.append(chart.render(820, 300, "wide", "tradeoff"));
    out.append(chart.render(340, 280, "narrow", "tradeoff-n"));
    out.leaf(
        "figcaption",
        "Solid: the best that any attacker can reach. Dashed: guessing blindly. The closer the"
            + " lines, the less the model says about one "
            + noun
            + ".");
    return out.close().close();
  }

  private LineChart tradeOff(double epsilon) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (double x : new double[] {0, bounds.cornerFalseAlarms(), 1}) {
      xs.add(x);
      ys.add(bounds.detection(x));
    }
    return new LineChart(
        "Best possible attack",
        "Share of members found against share of false accusations for the best possible attacker"
            + " at epsilon "
            + Figures.up(epsilon)
            + ". At 1 % false accusations at most "
            + Figures.percentUp(bounds.detection(0.01))
            + " are found.",
        "false accusations (share of those not used)",
        "found (share)",
        List.of(
            new LineChart.Line(xs, ys, ACCENT, LineChart.Style.AREA),
            new LineChart.Line(
                List.of(0.0, 1.0), List.of(0.0, 1.0), MUTED, LineChart.Style.DASHED)),
        Optional.empty(),
        Optional.empty(),
        LineChart.Axes.LINEAR);
  }
}
