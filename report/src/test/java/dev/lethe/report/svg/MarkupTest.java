package dev.lethe.report.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MarkupTest {

  @Test
  void textAndAttributesAreEscaped() {
    Markup markup = new Markup().leaf("p", "a<b>&\"'", "title", "\"><x y='");
    assertThat(markup)
        .hasToString("<p title=\"&quot;&gt;&lt;x y=&#39;\">a&lt;b&gt;&amp;&quot;&#39;</p>");
  }

  @Test
  void noTextEverOpensAnElementOrLeavesAnAttribute() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 20; j++) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
      }
      String shown = new Markup().leaf("p", text.toString(), "id", text.toString()).toString();
      String inner = shown.substring(7, shown.length() - 4);
      assertThat(inner.chars().filter(c -> c == '<').count()).isZero();
      assertThat(inner.chars().filter(c -> c == '"').count()).isEqualTo(1);
      assertThat(inner).doesNotContain("\u0000").doesNotContain("\u202E");
    }
  }

  @Test
  void unclosedElementIsABug() {
    Markup open = new Markup().open("div");
    assertThatThrownBy(open::toString).isInstanceOf(IllegalStateException.class);
    assertThat(new Markup().open("ul").append(new Markup().open("li")).close().close())
        .hasToString("<ul><li></li></ul>");
  }

  @Test
  void chartPlacesItsPointsOnItsScales() {
    LineChart chart =
        new LineChart(
            "t",
            "d",
            "x",
            "y",
            List.of(
                new LineChart.Line(
                    List.of(0.0, 10.0), List.of(0.0, 5.0), "#000", LineChart.Style.SOLID)),
            Optional.empty(),
            Optional.empty(),
            LineChart.Axes.LINEAR);
    String svg = chart.render(164, 164, "c", "i").toString();
    // 50 left, 14 right, 18 above, 46 below: the line spans the whole plot.
    assertThat(svg).contains("M50.0 118.0L150.0 18.0");
    assertThat(svg).contains("<title id=\"i-t\">t</title>").contains("<desc id=\"i-d\">d</desc>");
  }

  @Test
  void ticksAreRoundAndCoverTheScale() {
    assertThat(Scale.fromZero(3, 0, 100).ticks(5)).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(Scale.fromZero(800, 0, 100).ticks(6))
        .containsExactly(0.0, 200.0, 400.0, 600.0, 800.0);
    assertThat(Scale.logarithmic(0.02, 300, 0, 100).ticks(5))
        .containsExactly(0.01, 0.1, 1.0, 10.0, 100.0, 1000.0);
    assertThat(Scale.label(1e-5)).isEqualTo("1e-5");
    assertThat(Scale.label(0.25)).isEqualTo("0.25");
    assertThat(Scale.label(1000)).isEqualTo("1,000");
  }
}
