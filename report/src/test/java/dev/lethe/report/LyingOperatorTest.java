package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key's owner signs something that does not follow from the ledger: the signatures hold. */
final class LyingOperatorTest {
  static RealReport real;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "/claim, epsilon, 2.5, epsilon-recomputed",
    "/claim, epsilon, 2.9999999, epsilon-recomputed",
    "/claim, epsilon, 3.0, epsilon-recomputed",
    "/claim, targetEpsilon, 4, spec-agrees",
    "/claim, delta, 0.000002, delta-items",
    "/claim/deltaItems/0, value, 9e-7, delta-items",
    "/claim/deltaItems/2, value, 0, delta-items",
    "/mechanism, noiseMultiplier, 1.5, mechanism",
    "/mechanism, clippingNorm, 0.5, spec-agrees",
    "/mechanism, sensitivity, 1, sensitivity",
    "/mechanism, standardDeviation, 1.2, sensitivity",
    "/mechanism, gridStep, 0.3, sensitivity",
    "/mechanism, floatError, 0.001, sensitivity",
    "/sampling, samplingRate, 0.01, mechanism",
    "/sampling, expectedBatch, 570, public-figures",
    "/steps, charged, 799, steps",
    "/steps, planned, 900, steps",
    "/steps, taken, 801, steps",
    "/unit, population, 60000, public-figures",
    "/unit, maxContributions, 1, spec-agrees",
    "/budget, spentBefore, 0, budget",
    "/budget, spentAfter, 3.5, budget",
    "/budget, grantEpsilon, 12, budget",
    "/budget, firstIndex, 4, ledger-run",
    "/randomness, distancePerValue, 1e-12, delta-items",
    "/accounting/curve/divergences, 40, 0.001, renyi-curve",
  })
  void changedNumberIsCaught(String object, String member, double value, String check)
      throws IOException {
    ObjectNode json = real.statement.toJson();
    if (json.at(object) instanceof ArrayNode array) {
      array.set(Integer.parseInt(member), value);
    } else if (json.at(object).get(member).isIntegralNumber()) {
      ((ObjectNode) json.at(object)).put(member, (long) value);
    } else {
      ((ObjectNode) json.at(object)).put(member, value);
    }
    assertCaught(json, check);
  }

  @ParameterizedTest
  @CsvSource({
    "/issuance, runId, run-0001, ledger-run",
    "/issuance, name, other, spec-agrees",
    "/unit, relation, zero-out, ledger-run",
    "/unit, unit, row, ledger-run",
    "/data, datasetId, other-data, ledger-run",
    "/accounting, accountant, wishful, epsilon-recomputed",
    "/sampling, scheme, shuffle, mechanism",
    "/utility, evaluation, public, spec-agrees",
    "/spec/canonical/metadata, name, other, spec-digest",
    "/spec/canonical/privacy, epsilon, 1, spec-digest",
  })
  void changedTextIsCaught(String object, String member, String value, String check)
      throws IOException {
    ObjectNode json = real.statement.toJson();
    ((ObjectNode) json.at(object)).put(member, value);
    assertCaught(json, check);
  }

  @Test
  void everyDroppedOrSwappedLedgerLineIsCaught() throws IOException {
    for (int i = 0; i < real.range.lines().size(); i++) {
      List<String> dropped = new ArrayList<>(real.range.lines());
      dropped.remove(i);
      assertCaught(withLedger(dropped), "ledger-chain");
    }
    List<String> swapped = new ArrayList<>(real.range.lines());
    swapped.set(4, real.range.lines().get(5));
    swapped.set(5, real.range.lines().get(4));
    assertCaught(withLedger(swapped), "ledger-chain");
  }

  @Test
  void changedDigitInALedgerLineIsCaught() throws IOException {
    for (int i = 0; i < real.range.lines().size(); i++) {
      String line = real.range.lines().get(i);
      int at = line.indexOf("\"index\":") + "\"index\":".length();
      List<String> lines = new ArrayList<>(real.range.lines());
      char other = line.charAt(at) == '9' ? '8' : '9';
      lines.set(i, line.substring(0, at) + other + line.substring(at + 1));
      assertCaught(withLedger(lines), "ledger-chain");
    }
  }

  @Test
  void noNumberMakesTheVerifierThrow() {
    List<String> numbers = new ArrayList<>();
    numbers(real.statement.toJson(), "", numbers);
    assertThat(numbers).hasSizeGreaterThan(30);
    for (String pointer : numbers) {
      for (double wild : new double[] {1e308, 5, 1e-300}) {
        ObjectNode json = real.statement.toJson();
        JsonPointer at = JsonPointer.compile(pointer);
        boolean whole = json.at(at).isIntegralNumber();
        JsonNode value =
            whole ? LongNode.valueOf((long) Math.min(wild, 1e15)) : DoubleNode.valueOf(wild);
        ((ObjectNode) json.at(at.head())).set(at.last().getMatchingProperty(), value);
        EpsilonStatement changed;
        try {
          changed = EpsilonStatement.fromJson(json);
        } catch (MalformedReportException refused) {
          continue;
        }
        CheckList checks = new CheckList();
        new StatementChecks(changed, checks).run();
        // Which lies are caught is the other tests' matter; here, every check comes to an end.
        assertThat(checks.result().checks()).as(pointer + " = " + wild).hasSizeGreaterThan(10);
      }
    }
  }

  /** Pointers of the numbers that records declare, but for the curve's. */
  private static void numbers(JsonNode node, String at, List<String> found) {
    node.fields()
        .forEachRemaining(
            e -> {
              String pointer = at + "/" + e.getKey();
              if (e.getValue().isNumber()) {
                found.add(pointer);
              } else if (!pointer.startsWith("/spec/canonical")) {
                numbers(e.getValue(), pointer, found);
              }
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      numbers(node.get(i), at + "/" + i, found);
    }
  }

  private static ObjectNode withLedger(List<String> lines) {
    ObjectNode json = real.statement.toJson();
    ArrayNode ledger = json.putArray("ledger");
    lines.forEach(ledger::add);
    return json;
  }

  private static void assertCaught(ObjectNode json, String check) throws IOException {
    SignedReport lie = real.sign(EpsilonStatement.fromJson(json));
    Verification found = ReportVerifier.verify(lie.bytes(), VerifyOptions.trusting(real.trust));

    assertThat(found.check("signatures").orElseThrow().status()).isEqualTo(Check.Status.PASSED);
    assertThat(found.passed()).isFalse();
    assertThat(found.check(check).orElseThrow())
        .extracting(Check::status)
        .as(() -> check + " in " + found.checks())
        .isEqualTo(Check.Status.FAILED);
  }
}
