package dev.lethe.report;

import dev.lethe.report.svg.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Renders a report as one page that loads nothing, runs no script and shows only what the signed
 * statement says; the page's own policy forbids everything but its style sheet.
 */
public final class HtmlReport {
  private static final String CSS = css();

  private HtmlReport() {}

  /** The page of a report that has not been verified; it says so. */
  public static String render(SignedReport report) {
    return render(report, Optional.empty());
  }

  /** The page with the outcome of a verification, whatever it was. */
  public static String render(SignedReport report, Verification verification) {
    return render(report, Optional.of(verification));
  }

  private static String render(SignedReport report, Optional<Verification> verification) {
    EpsilonStatement statement = report.statement();
    PageAnnex.Sealing sealing =
        new PageAnnex.Sealing(report.sha256(), report.leafIndex(), report.treeSize());
    return page(statement, sealing, verification);
  }

  static String page(
      EpsilonStatement statement, PageAnnex.Sealing sealing, Optional<Verification> verification) {
    PageSummary summary = new PageSummary(statement);
    PageRun run = new PageRun(statement);
    PageFacts facts = new PageFacts(statement);
    PageAnnex annex = new PageAnnex(statement);
    Markup page = new Markup().open("html", "lang", "en");
    head(page, statement);
    page.open("body").leaf("a", "Skip to the report", "class", "skip", "href", "#report");
    masthead(page, statement);
    page.open("main", "id", "report");
    page.append(summary.hero(verification));
    page.append(summary.meaning());
    page.append(run.epsilonOverSteps());
    page.append(run.budget());
    page.append(new PageCharges(statement).parts());
    run.protection().ifPresent(page::append);
    page.append(facts.data());
    facts.model().ifPresent(page::append);
    page.append(facts.releases());
    page.append(facts.limits());
    page.append(annex.figures());
    page.append(annex.evidence());
    page.append(annex.verification(sealing, verification));
    page.close();
    page.leaf(
        "footer",
        "Made by Lethe "
            + statement.code().version()
            + " from report "
            + sealing.reportSha256()
            + ". Bounds on privacy loss are rounded up.",
        "class",
        "foot");
    return "<!DOCTYPE html>" + page.close().close();
  }

  private static void head(Markup page, EpsilonStatement statement) {
    page.open("head")
        .empty("meta", "charset", "utf-8")
        .empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src 'sha256-"
                + sha256(CSS)
                + "'; base-uri 'none'; form-action 'none'")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light")
        .empty("meta", "name", "referrer", "content", "no-referrer")
        .leaf("title", "Epsilon report: " + statement.issuance().name())
        .style(CSS)
        .close();
  }

  private static void masthead(Markup page, EpsilonStatement statement) {
    page.open("header", "class", "masthead");
    page.open("svg", "width", "34", "height", "26", "viewBox", "0 0 34 26", "aria-hidden", "true");
    for (int i = 0; i < 3; i++) {
      page.open(
              "path",
              "d",
              "M2 " + (6 + 7 * i) + "c5-6 10-6 15 0s10 6 15 0",
              "fill",
              "none",
              "stroke",
              "#0b5f63",
              "stroke-width",
              "2.5",
              "stroke-linecap",
              "round",
              "opacity",
              i == 0 ? "1" : i == 1 ? "0.6" : "0.3")
          .close();
    }
    page.close();
    page.leaf("span", "Lethe epsilon report", "class", "brand");
    page.leaf(
        "span",
        statement.issuance().issuedAt() + " · run " + statement.issuance().runId(),
        "class",
        "kind");
    page.close();
  }

  private static String sha256(String text) {
    return Base64.getEncoder()
        .encodeToString(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String css() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("report.css cannot be read from the jar", e);
    }
  }
}
