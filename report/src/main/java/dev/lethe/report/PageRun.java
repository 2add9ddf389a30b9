package dev.lethe.report;

import dev.lethe.report.svg.LineChart;
import dev.lethe.report.svg.Markup;
import dev.lethe.report.svg.StackedBar;
import java.util.List;
import java.util.Optional;

/** The run itself: loss over steps, the population's budget, and how each step was protected. */
final class PageRun {
  private final EpsilonStatement statement;
  private final String noun;

  PageRun(EpsilonStatement statement) {
    this.statement = statement;
    this.noun = statement.unit().plainNoun();
  }

  Markup epsilonOverSteps() {
    PrivacyClaim claim = statement.claim();
    Optional<EpsilonPath> found = EpsilonPath.of(statement);
    Markup out = new Markup().open("section").leaf("h2", "Privacy loss over the run");
    if (found.isEmpty()) {
      return out.append(
              PageParts.note(
                  "note warn",
                  "The embedded ledger does not hold, so that nothing can be drawn from it."))
          .close();
    }
    EpsilonPath path = found.get();
    boolean single =
        statement.parts().size() == 1
            && statement.parts().get(0).name().equals(LedgerEvidence.TRAINING);
    LineChart chart =
        new LineChart(
            "Epsilon over steps",
            "Epsilon grows with every step and ends at "
                + Figures.up(claim.epsilon())
                + " after "
                + Figures.count(statement.parts().stream().mapToLong(PartFacts::charged).sum())
                + (single ? " charged steps" : " charges of all parts")
                + "; the spec allowed "
                + Figures.plain(claim.targetEpsilon())
                + ".",
            single ? "charged steps" : "charges, in the order they were made",
            "epsilon",
            List.of(
                new LineChart.Line(path.steps(), path.epsilons(), "#0b5f63", LineChart.Style.AREA)),
            Optional.of(
                new LineChart.Level(
                    claim.targetEpsilon(),
                    "allowed by the spec: " + Figures.plain(claim.targetEpsilon()))),
            Optional.of("ε = " + Figures.up(claim.epsilon())),
            LineChart.Axes.LINEAR);
    out.open("figure");
    out.append(chart.render(820, 300, "wide", "path"));
    out.append(chart.render(340, 260, "narrow", "path-n"));
    out.leaf(
        "figcaption",
        "The whole loss is fixed beforehand by the plan and each part of it is charged before it"
            + " runs. At δ = "
            + Figures.up(claim.accountedDelta())
            + " for the accountant.");
    return out.close().close();
  }

  Markup budget() {
    BudgetFacts budget = statement.budget();
    double now = Math.max(0, budget.spentAfter() - budget.spentBefore());
    double left = Math.max(0, budget.grantEpsilon() - budget.spentAfter());
    Markup out = new Markup().open("section").leaf("h2", "Budget of this population");
    out.leaf(
        "p",
        "Every run on “"
            + statement.data().datasetId()
            + "” draws from one budget, granted once. It bounds what all that they released"
            + " together tell about one "
            + noun
            + ".");
    String words =
        "Spent before this run %s, by this run %s, left %s, of %s."
            .formatted(
                Figures.up(budget.spentBefore()),
                Figures.up(now),
                Figures.down(left),
                Figures.plain(budget.grantEpsilon()));
    StackedBar bar =
        new StackedBar(
            "Budget used and left",
            words,
            List.of(
                new StackedBar.Part(budget.spentBefore(), "#8a99a6"),
                new StackedBar.Part(now, "#0b5f63"),
                new StackedBar.Part(left, "#d9e4e6")));
    out.open("figure").append(bar.render("budget")).close();
    out.append(
        PageParts.head(
            "Epsilon at δ = " + Figures.up(budget.grantDelta()), "legend", "part", "epsilon"));
    legend(out, "spent-before", "spent by earlier runs", Figures.up(budget.spentBefore()));
    legend(out, "spent-now", "added by this run", Figures.up(now));
    legend(out, "left", "left for later runs", Figures.down(left));
    out.close().close();
    out.leaf(
        "p",
        "Across runs the ledger adds up Rényi divergences at orders fixed when the budget was"
            + " granted, so a run's share here is not its own ε: it can be less or more.");
    return out.close();
  }

  private static void legend(Markup table, String key, String text, String value) {
    table.open("tr").open("td").leaf("span", "", "class", "key " + key).text(text).close();
    table.leaf("td", value, "class", "num").close();
  }

  /** How steps were protected; empty if the run took none. */
  Optional<Markup> protection() {
    return statement
        .mechanism()
        .flatMap(
            mechanism ->
                statement
                    .sampling()
                    .flatMap(
                        sampling ->
                            statement.steps().map(s -> protection(mechanism, sampling, s))));
  }

  private static boolean adapts(MechanismFacts mechanism) {
    return mechanism.clippingMode().equals(MechanismFacts.ADAPTIVE);
  }

  private Markup protection(MechanismFacts mechanism, SamplingFacts sampling, StepFacts steps) {
    Markup out = new Markup().open("section").leaf("h2", "How each step was protected");
    out.append(
        PageParts.tiles(
            Figures.plain(sampling.samplingRate() * 100) + " %",
            "chance that a " + noun + " enters a step, decided anew and in secret each time",
            "C = " + Figures.plain(mechanism.clippingNorm()),
            "most that one "
                + noun
                + " can move "
                + (adapts(mechanism) ? "the first step; it adapts from there" : "a step")
                + ", all their records together",
            "σ = " + Figures.plain(mechanism.noiseMultiplier()) + " C",
            "standard deviation of the Gaussian noise added to every coordinate"));
    out.append(
        PageParts.pairs(
            "Sampling, clipping and noise",
            "Sampling",
            sampling.scheme() + ": " + sampling.implementation(),
            "Clipping",
            mechanism.clippingMode()
                + (adapts(mechanism) ? ", to an L2 norm that begins at " : ", to an L2 norm of ")
                + Figures.plain(mechanism.clippingNorm()),
            "Mechanism",
            mechanism.name() + ", noise multiplier " + Figures.plain(mechanism.noiseMultiplier()),
            "Steps",
            Figures.count(steps.charged())
                + " charged, "
                + Figures.count(steps.planned())
                + " planned, "
                + Figures.count(steps.taken())
                + " in the released model",
            "Random generator",
            statement.randomness().generator(),
            "Noise",
            statement.randomness().noiseSampler()));
    return out.close();
  }
}
