package dev.lethe.report;

import dev.lethe.privacy.ledger.Grant;
import dev.lethe.privacy.ledger.LedgerView;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.report.svg.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The spend of a population, run by run, against its grant, as a picture; spends are rounded up.
 */
public final class BudgetChart {
  private static final String COLOUR = "#0b5f63";

  private BudgetChart() {}

  /**
   * An SVG file.
   *
   * @throws IllegalArgumentException if no budget was granted
   */
  public static String svg(LedgerView view, int width, int height) {
    Grant grant =
        view.grant().orElseThrow(() -> new IllegalArgumentException("no budget was granted"));
    List<Double> xs = new ArrayList<>(List.of(0.0));
    List<Double> ys = new ArrayList<>(List.of(0.0));
    double count = 0;
    for (RunSummary run : view.runs()) {
      count++;
      xs.addAll(List.of(count, count));
      ys.addAll(List.of(run.epsilonBefore(), run.epsilonAfter()));
    }
    xs.add(count + 0.5);
    ys.add(view.epsilonSpent());
    String spent = "spent \u03b5 " + Figures.up(view.epsilonSpent());
    String granted =
        "granted: \u03b5 "
            + Figures.plain(grant.terms().epsilon())
            + " at \u03b4 "
            + Figures.plain(grant.terms().delta())
            + grant.details().expires().map(day -> ", until " + day).orElse("");
    return new LineChart(
            "Budget of " + view.population().datasetId(),
            "After "
                + view.runs().size()
                + " runs the filter has "
                + spent
                + "; "
                + granted
                + ". The granted figure is proven for runs chosen in the light of earlier ones.",
            "runs of " + view.population().datasetId() + ", oldest first",
            "\u03b5 spent under the filter",
            List.of(new LineChart.Line(xs, ys, COLOUR, LineChart.Style.AREA)),
            Optional.of(new LineChart.Level(grant.terms().epsilon(), granted)),
            Optional.of(spent),
            LineChart.Axes.COUNT)
        .file(width, height);
  }
}
