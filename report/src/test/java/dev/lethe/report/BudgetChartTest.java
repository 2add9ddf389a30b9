package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantDetails;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.LedgerView;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The picture of a real ledger. */
final class BudgetChartTest {
  @TempDir Path root;

  private LedgerView ledger(int runs) {
    Population people = new Population("patients", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE);
    LedgerPaths paths = new LedgerPaths(root.resolve("l" + runs), root.resolve("w" + runs));
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, people)) {
      ledger.grant(
          new GrantTerms(4, 1e-5),
          new GrantDetails(
              Optional.of("<b>&"), Optional.empty(), Optional.of(LocalDate.of(9999, 1, 31))));
      for (int i = 0; i < runs; i++) {
        LedgerRun run =
            ledger.begin(
                new RunTerms(
                    "run-" + i,
                    "ab".repeat(32),
                    List.of(new RunPart("training", new Gaussian(12), 8)),
                    0));
        run.charge("training", 4);
        run.finish(RunStatus.COMPLETED);
      }
      return ledger.view();
    }
  }

  private static Element parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(svg, e);
    }
  }

  @Test
  void drawsAStepForEachRunBelowTheGrant() {
    LedgerView view = ledger(3);
    String svg = BudgetChart.svg(view, 820, 320);
    Element root = parsed(svg);
    assertThat(root.getNamespaceURI() == null ? root.getAttribute("xmlns") : "")
        .isEqualTo("http://www.w3.org/2000/svg");
    String line = ((Element) root.getElementsByTagName("path").item(1)).getAttribute("d");
    List<double[]> points = new ArrayList<>();
    Matcher matcher = Pattern.compile("[ML]([0-9.]+) ([0-9.]+)").matcher(line);
    while (matcher.find()) {
      points.add(
          new double[] {
            Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
          });
    }
    assertThat(points).hasSize(1 + 2 * 3 + 1);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i)[0]).isGreaterThanOrEqualTo(points.get(i - 1)[0]);
      assertThat(points.get(i)[1]).isLessThanOrEqualTo(points.get(i - 1)[1]);
    }
    double zero = points.get(0)[1];
    Element level = null;
    for (int i = 0; i < root.getElementsByTagName("line").getLength(); i++) {
      Element one = (Element) root.getElementsByTagName("line").item(i);
      level = one.getAttribute("stroke-dasharray").equals("6 4") ? one : level;
    }
    assertThat(level).isNotNull();
    double grant = Double.parseDouble(level.getAttribute("y1"));
    double end = points.get(points.size() - 1)[1];
    assertThat((zero - end) / (zero - grant))
        .isCloseTo(view.epsilonSpent() / 4, org.assertj.core.data.Offset.offset(2e-3));
    assertThat(svg).contains("until 9999-01-31").contains("spent ε ");
  }

  @Test
  void drawsAGrantThatNothingDrewFromAndOneOfManyRuns() throws IOException {
    parsed(BudgetChart.svg(ledger(0), 820, 320));
    String many = BudgetChart.svg(ledger(14), 820, 320);
    parsed(many);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("budget.svg"), many);
    assertThat(many).doesNotContain("0.5<");
  }

  @Test
  void drawsNothingWithoutAGrant() {
    LedgerPaths paths = new LedgerPaths(root.resolve("l"), root.resolve("w"));
    try (PrivacyLedger ledger =
        PrivacyLedger.open(
            paths, new Population("p", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE))) {
      assertThatThrownBy(() -> BudgetChart.svg(ledger.view(), 820, 320))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
