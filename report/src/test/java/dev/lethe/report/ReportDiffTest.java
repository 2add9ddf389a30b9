package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class ReportDiffTest {
  private final EpsilonStatement statement = SampleStatement.withoutEvidence();

  @Test
  void equalStatementsDoNotDiffer() {
    ReportDiff diff = ReportDiff.between(statement, statement);
    assertThat(diff.differences()).isEmpty();
    assertThat(diff.toJson().get("equal").booleanValue()).isTrue();
    assertThat(diff.toText()).contains("same");
  }

  @Test
  void everyDifferenceHasItsPathAndTheClaimComesFirst() {
    ObjectNode json = statement.toJson();
    ((ObjectNode) json.at("/claim")).put("epsilon", 1.5);
    ((ObjectNode) json.at("/budget")).put("spentAfter", 4.0);
    ((ArrayNode) json.at("/ledger")).add("{}");
    ((ArrayNode) json.at("/publicFigures")).remove(4);
    ReportDiff diff = ReportDiff.between(statement, EpsilonStatement.fromJson(json));

    assertThat(diff.differences())
        .extracting(ReportDiff.Difference::path)
        .containsExactly(
            "claim.epsilon",
            "budget.spentAfter",
            "ledger",
            "publicFigures[4].name",
            "publicFigures[4].source",
            "publicFigures[4].value");
    assertThat(diff.differences().get(0).left()).isEqualTo("2.9987");
    assertThat(diff.differences().get(3).right()).isEqualTo("absent");
    assertThat(diff.toText()).contains("claim.epsilon\n  - 2.9987\n  + 1.5\n");
    assertThat(diff.toJson().get("differences")).hasSize(6);
  }

  @Test
  void exportsSayWhatTheStatementSays() throws java.io.IOException {
    assertThat(ReportExport.curveCsv(statement))
        .startsWith("order,divergence\n1.5,0.1\n")
        .hasLineCount(8);
    assertThat(ReportExport.ledgerLines(statement)).isEqualTo("{\"v\":1}\n{\"v\":2}\n");
    assertThat(
            EpsilonStatement.fromJson(
                new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(ReportExport.json(statement))))
        .isEqualTo(statement);
  }
}
