package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.svg.Markup;
import dev.lethe.spec.PlanPart;
import java.util.Locale;
import java.util.Map;

/** Shows a profile as one page that loads nothing and runs no script. */
final class ProfilePage {
  private static final String CSS =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#12302f}table{border-collapse:collapse;width:100%}td,th{text-align:left;"
          + "padding:.3rem .6rem;border-bottom:1px solid #cfdedd}h1{font-weight:600}";
  private static final int WIDTH = 180;
  private static final int HEIGHT = 44;

  private ProfilePage() {}

  static String render(JsonNode profile, EpsilonStatement statement) {
    Markup page = new Markup().open("html", "lang", "en");
    page.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .leaf("title", "Private profile: " + statement.issuance().name())
        .style(CSS)
        .close();
    page.open("body").leaf("h1", "Private profile of " + statement.data().datasetId());
    page.leaf(
        "p",
        String.format(
            Locale.ROOT,
            "All figures carry noise: they are (%s, %s) differentially private for one %s. The"
                + " signed report beside this page proves what they cost.",
            Output.epsilon(statement.claim().epsilon()),
            statement.claim().delta(),
            statement.unit().noun()));
    sizes(page, profile);
    numeric(page, profile);
    categorical(page, profile);
    return "<!DOCTYPE html>" + page.close().close();
  }

  private static void sizes(Markup page, JsonNode profile) {
    page.open("table").open("tbody");
    row(page, "units", profile.at("/" + PlanPart.COUNT_UNITS + "/units"));
    row(page, "rows", profile.at("/" + PlanPart.COUNT_MISSING + "/rows"));
    for (Map.Entry<String, JsonNode> entry :
        profile.at("/" + PlanPart.COUNT_CLASSES + "/rows").properties()) {
      row(page, "rows of class " + entry.getKey(), entry.getValue());
    }
    page.close().close();
  }

  private static void row(Markup page, String name, JsonNode value) {
    page.open("tr").leaf("th", name, "scope", "row").leaf("td", value.asText()).close();
  }

  private static void numeric(Markup page, JsonNode profile) {
    JsonNode bounds = profile.path(PlanPart.LEARN_BOUNDS);
    if (bounds.isEmpty()) {
      return;
    }
    page.leaf("h2", "Numeric columns").open("table").open("thead").open("tr");
    for (String head :
        new String[] {"column", "bounds", "median", "mean", "scale", "missing", ""}) {
      page.leaf("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (Map.Entry<String, JsonNode> entry : bounds.properties()) {
      String column = entry.getKey();
      JsonNode histogram = child(profile, PlanPart.COUNT_HISTOGRAMS, "columns", column);
      JsonNode moments = child(profile, PlanPart.SUM_MOMENTS, "columns", column);
      page.open("tr").leaf("th", column, "scope", "row");
      page.leaf("td", number(entry.getValue().path(0)) + " to " + number(entry.getValue().path(1)));
      page.leaf("td", number(histogram.path("quantiles").path("0.5")));
      page.leaf("td", number(moments.path("mean")));
      page.leaf("td", number(moments.path("scale")));
      page.leaf("td", share(child(profile, PlanPart.COUNT_MISSING, "missingShare", column)));
      page.open("td");
      page.append(picture(column, histogram.path("counts")));
      page.close().close();
    }
    page.close().close();
  }

  private static JsonNode child(JsonNode profile, String part, String key, String column) {
    return profile.path(part).path(key).path(column);
  }

  private static void categorical(Markup page, JsonNode profile) {
    JsonNode vocabularies = profile.path(PlanPart.LEARN_VOCABULARIES);
    if (vocabularies.isEmpty()) {
      return;
    }
    page.leaf("h2", "Categorical columns").open("table").open("thead").open("tr");
    for (String head : new String[] {"column", "values, the most frequent first", "missing"}) {
      page.leaf("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (Map.Entry<String, JsonNode> entry : vocabularies.properties()) {
      StringBuilder values = new StringBuilder();
      entry.getValue().forEach(v -> values.append(values.isEmpty() ? "" : ", ").append(v.asText()));
      page.open("tr")
          .leaf("th", entry.getKey(), "scope", "row")
          .leaf("td", values.isEmpty() ? "none stands out of the noise" : values.toString())
          .leaf("td", share(child(profile, PlanPart.COUNT_MISSING, "missingShare", entry.getKey())))
          .close();
    }
    page.close().close();
  }

  /** A small histogram; counts that the noise made negative have no bar. */
  private static Markup picture(String column, JsonNode counts) {
    double most = 1;
    for (JsonNode count : counts) {
      most = Math.max(most, count.asDouble());
    }
    Markup svg =
        new Markup()
            .open(
                "svg",
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(HEIGHT),
                "role",
                "img",
                "aria-label",
                "noisy histogram of " + column);
    double each = WIDTH / (double) Math.max(1, counts.size());
    for (int i = 0; i < counts.size(); i++) {
      double high = HEIGHT * Math.max(0, counts.path(i).asDouble()) / most;
      svg.open(
              "rect",
              "x",
              figure(i * each),
              "y",
              figure(HEIGHT - high),
              "width",
              figure(each * 0.9),
              "height",
              figure(high),
              "fill",
              "#0b5f63")
          .close();
    }
    return svg.close();
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.4g", value.asDouble()) : "hidden";
  }

  private static String share(JsonNode value) {
    return value.isNumber()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * value.asDouble())
        : "hidden";
  }
}
