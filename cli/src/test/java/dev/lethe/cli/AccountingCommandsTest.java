package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountingCommandsTest {
  private static final String[] EPSILON = {
    "epsilon",
    "--sampling-rate",
    "0.01",
    "--noise-multiplier",
    "1",
    "--steps",
    "1000",
    "--delta",
    "1e-5"
  };

  @Test
  void printsOneObjectWithExactlyThePublishedFields() {
    CommandRunner.Outcome outcome =
        CommandRunner.run(with(EPSILON, "--accountant", "rdp", "--json"));
    assertThat(outcome.exitCode()).isZero();
    JsonNode json = outcome.json();
    assertThat(List.copyOf(json.properties()).stream().map(java.util.Map.Entry::getKey))
        .containsExactly("epsilon", "lower", "accountant", "delta");
    // Opacus 1.6.0 gives 2.1013652716 here; a prv-accountant's certified lower end is 1.8181.
    assertThat(json.get("epsilon").doubleValue()).isBetween(1.8181, 2.1013652716430564 * 1.0001);
    assertThat(json.get("lower").isNull()).isTrue();
    assertThat(json.get("accountant").textValue()).isEqualTo("rdp");
    assertThat(json.get("delta").doubleValue()).isEqualTo(1e-5);
  }

  @Test
  void enclosesEpsilonUnderEveryRelation() {
    // Certified and published values: 1.828 for a unit more or less or zeroed, 2.843 for another.
    for (String[] expected :
        new String[][] {
          {"add-or-remove-one", "1.828"}, {"zero-out", "1.828"}, {"replace-one", "2.843"}
        }) {
      JsonNode json =
          CommandRunner.run(
                  with(EPSILON, "--accountant", "pld", "--relation", expected[0], "--json"))
              .json();
      double value = Double.parseDouble(expected[1]);
      assertThat(json.get("epsilon").doubleValue()).isBetween(value * 0.9995, value * 1.005);
      assertThat(json.get("lower").doubleValue()).isBetween(value * 0.995, value * 1.0005);
      assertThat(json.get("accountant").textValue()).isEqualTo("pld");
    }
  }

  @Test
  void narrowsTheIntervalOnDemand() {
    JsonNode json = CommandRunner.run(with(EPSILON, "--width", "2e-5", "--json")).json();
    double epsilon = json.get("epsilon").doubleValue();
    assertThat(epsilon - json.get("lower").doubleValue()).isBetween(0.0, 2e-5 * epsilon);
  }

  @Test
  void printsATradeOffCurveOnDemand() {
    JsonNode rows =
        CommandRunner.run(with(EPSILON, "--trade-off", "--json")).json().get("tradeOff");
    double before = 1;
    for (JsonNode row : rows) {
      double beta = row.get("beta").doubleValue();
      assertThat(beta)
          .isBetween(0.0, before)
          .isLessThanOrEqualTo(1 - row.get("alpha").doubleValue());
      assertThat(row.get("atMost").doubleValue()).isGreaterThanOrEqualTo(beta);
      before = beta;
    }
    assertThat(rows).hasSizeGreaterThan(9);
    assertThat(CommandRunner.run(with(EPSILON, "--trade-off")).out()).contains("beta at least");
  }

  @Test
  void labelsTheCentralLimitAsAnEstimate() {
    JsonNode json = CommandRunner.run(with(EPSILON, "--estimate", "--json")).json();
    assertThat(json.get("estimate").get("name").textValue()).isEqualTo("gdp-clt");
    // mu = 0.01 sqrt(1000 (e - 1)) = 0.4145.
    assertThat(json.get("estimate").get("epsilon").doubleValue()).isBetween(1.5, 1.83);
    assertThat(CommandRunner.run(with(EPSILON, "--estimate")).out())
        .contains("(an estimate, not a bound)");
    assertThat(
            CommandRunner.run(with(EPSILON, "--estimate", "--relation", "replace-one")).exitCode())
        .isEqualTo(2);
  }

  @Test
  void readsCountsAsPeopleWriteThem() {
    String[] args = EPSILON.clone();
    args[6] = "1e3";
    assertThat(CommandRunner.run(with(args, "--json")).json())
        .isEqualTo(CommandRunner.run(with(EPSILON, "--json")).json());
  }

  @Test
  void saysUnboundedWhereThereIsNoBound() {
    CommandRunner.Outcome outcome =
        CommandRunner.run(
            "epsilon",
            "--sampling-rate",
            "1",
            "--noise-multiplier",
            "1e-200",
            "--steps",
            "1",
            "--delta",
            "1e-5",
            "--json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.json().get("epsilon").isNull()).isTrue();
    assertThat(outcome.json().get("unbounded").booleanValue()).isTrue();
  }

  @Test
  void takesTheNoiseMultiplierOverTheClippingNormUnderEveryRelation() {
    double add = epsilonAtRateOne("add-or-remove-one", "1");
    double replace = epsilonAtRateOne("replace-one", "2");
    assertThat(replace).isEqualTo(add);
    assertThat(epsilonAtRateOne("replace-one", "1")).isGreaterThan(add);
  }

  @Test
  void calibratesToAtMostTheTarget() {
    JsonNode json =
        CommandRunner.run(
                "calibrate",
                "--target-epsilon",
                "1",
                "--sampling-rate",
                "0.01",
                "--steps",
                "1000",
                "--delta",
                "1e-5",
                "--json")
            .json();
    assertThat(json.get("epsilon").doubleValue()).isBetween(0.999, 1.0);
    String[] back = with(EPSILON, "--json");
    back[4] = json.get("noiseMultiplier").asText();
    assertThat(CommandRunner.run(back).json().get("epsilon").doubleValue())
        .isLessThanOrEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epsilon --sampling-rate 0 --noise-multiplier 1 --steps 1 --delta 1e-5",
        "epsilon --sampling-rate 1.1 --noise-multiplier 1 --steps 1 --delta 1e-5",
        "epsilon --sampling-rate NaN --noise-multiplier 1 --steps 1 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier 0 --steps 1 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier Infinity --steps 1 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 0 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1.5 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1e999999999 --delta 1e-5",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta -1",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --relation neighbour",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --relation replace-one --accountant rdp",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --accountant pld-of-dreams",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --accountant gdp-clt",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --width 0",
        "epsilon --sampling-rate 0.1 --noise-multiplier 1 --steps 1 --delta 1e-5 --accountant rdp --width 0.1",
        "calibrate --target-epsilon 0 --sampling-rate 0.01 --steps 1000 --delta 1e-5",
        "calibrate --target-epsilon -1 --sampling-rate 0.01 --steps 1000 --delta 1e-5",
        "calibrate --target-epsilon NaN --sampling-rate 0.01 --steps 1000 --delta 1e-5",
        "epsilonn --delta 1",
        "train",
        "train no-such-spec.yaml",
        "verify no-such-report.json",
        "plan no-such-spec.yaml",
        "budget show Not-An-Id!",
        "predict no-such-model no-such-data.csv"
      })
  void answersBadUsageWithTwoAndWords(String line) {
    CommandRunner.Outcome outcome = CommandRunner.run(line.split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  private static double epsilonAtRateOne(String relation, String noiseMultiplier) {
    return CommandRunner.run(
            "epsilon",
            "--sampling-rate",
            "1",
            "--noise-multiplier",
            noiseMultiplier,
            "--steps",
            "10",
            "--delta",
            "1e-5",
            "--relation",
            relation,
            "--json")
        .json()
        .get("epsilon")
        .doubleValue();
  }

  private static String[] with(String[] args, String... more) {
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }
}
