package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  static RealReport real;
  static String page;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
    page =
        HtmlReport.render(
            real.report,
            ReportVerifier.verify(real.report.bytes(), VerifyOptions.trusting(real.trust)));
  }

  @Test
  void headlineSaysTheGuaranteeInWords() {
    assertThat(page)
        .contains("Whatever an attacker knows: whether or not any one patient")
        .contains("at most a factor of 20.1, plus 1 in 1,000,000")
        .contains("ε = 3.00")
        .contains("δ = 0.000001");
  }

  @Test
  void nothingIsLoadedAndNothingRuns() {
    assertThat(page)
        .contains("default-src &#39;none&#39;")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("<img")
        .doesNotContain("<iframe")
        .doesNotContain("@import")
        .doesNotContain("url(");
    assertThat(Pattern.compile("\\s(src|href|style|on[a-z]+)=\"(?!#)").matcher(page).find())
        .isFalse();
  }

  @Test
  void everyChartAndTableIsNamed() {
    assertThat(count("<svg")).isEqualTo(count("<title") - 1 + count("aria-hidden"));
    assertThat(count("<table")).isEqualTo(count("<caption")).isGreaterThan(8);
    assertThat(page).contains("<html lang=\"en\">");
  }

  @Test
  void whatTheReportDoesNotShowIsOnThePage() {
    for (String limit : StandardTexts.LIMITS) {
      assertThat(page).contains(limit.substring(0, 40));
    }
    assertThat(page).contains("Evaluation: unprotected").contains("not checked");
  }

  @Test
  void hostileTextIsShownAndNeverInterpreted() {
    ObjectNode json = real.statement.toJson();
    String hostile = "<script>alert(1)</script>\"'&\u202E\u0000";
    ((ObjectNode) json.at("/issuance")).put("name", hostile);
    ((ObjectNode) json.at("/model")).put("architecture", hostile);
    ((ObjectNode) json.at("/unit")).put("noun", hostile);
    ((ObjectNode) json.at("/publicFigures/0")).put("value", hostile);
    String shown =
        HtmlReport.page(
            EpsilonStatement.fromJson(json),
            new PageAnnex.Sealing(SampleStatement.HEX, 0, 1),
            java.util.Optional.empty());

    assertThat(shown)
        .doesNotContain("<script")
        .doesNotContain("\u202E")
        .doesNotContain("\u0000")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
  }

  @Test
  void failedVerificationIsSaidAtTheTop() {
    Verification failed =
        new Verification(java.util.List.of(new Check("trust", Check.Status.FAILED, "who?")));
    assertThat(HtmlReport.render(real.report, failed)).contains("Verification failed. Do not rely");
    assertThat(HtmlReport.render(real.report)).contains("The page itself is not evidence");
  }

  @Test
  void brokenLedgerIsSaidInsteadOfDrawn() {
    String shown =
        HtmlReport.page(
            SampleStatement.withoutEvidence(),
            new PageAnnex.Sealing(SampleStatement.HEX, 0, 1),
            java.util.Optional.empty());
    assertThat(shown).contains("The embedded ledger does not hold");
  }

  private static int count(String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }
}
