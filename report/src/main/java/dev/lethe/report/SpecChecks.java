package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.util.ArrayList;
import java.util.List;

/** Checks that the embedded spec is the one digested, and that the report says what it says. */
final class SpecChecks {
  private static final double TOLERANCE = 1e-12;
  private final EpsilonStatement statement;
  private final JsonNode spec;
  private final CheckList checks;

  SpecChecks(EpsilonStatement statement, CheckList checks) {
    this.statement = statement;
    this.spec = statement.spec().canonical();
    this.checks = checks;
  }

  void run() {
    publicFigures();
    String digest = Digests.sha256Hex(CanonicalJson.bytes(spec));
    checks.require(
        CheckNames.SPEC_DIGEST,
        digest.equals(statement.spec().sha256()),
        "the embedded spec has the SHA-256 " + digest,
        "the embedded spec has the SHA-256 " + digest + ", not " + statement.spec().sha256());
    agreement();
  }

  private void publicFigures() {
    List<String> wrong = new ArrayList<>();
    String population = Long.toString(statement.unit().population());
    boolean named =
        statement.publicFigures().stream()
            .anyMatch(
                f -> f.name().equals(PublicFigure.POPULATION) && f.value().equals(population));
    if (!named) {
      wrong.add("no public figure 'population' of " + population + " with its source");
    }
    statement.sampling().ifPresent(sampling -> rate(wrong, sampling));
    checks.requireNone(
        CheckNames.PUBLIC_FIGURES,
        wrong,
        (statement.trains()
                ? "the sampling rate follows from declared figures"
                : "figures are declared")
            + ", each with the source its operator named; whether those are public is for you to"
            + " judge");
  }

  private void rate(List<String> wrong, SamplingFacts sampling) {
    double rate = sampling.expectedBatch() / statement.unit().population();
    if (Math.abs(rate - sampling.samplingRate()) > TOLERANCE * rate) {
      wrong.add("the sampling rate is not the expected batch over the population, " + rate);
    }
  }

  private void agreement() {
    List<String> wrong = new ArrayList<>();
    PrivacyClaim claim = statement.claim();
    text(wrong, "/metadata/name", statement.issuance().name());
    text(wrong, "/data/id", statement.data().datasetId());
    StatementChecks.differ(
        wrong,
        "/data/source",
        withoutFolder(statement.data().source()),
        withoutFolder(spec.at("/data/source").asText()));
    number(wrong, "/data/population/value", statement.unit().population());
    number(wrong, "/privacy/epsilon", claim.targetEpsilon());
    number(wrong, "/privacy/delta", claim.delta());
    text(wrong, "/privacy/relation", statement.unit().relation());
    statement
        .sampling()
        .ifPresent(
            sampling -> {
              text(wrong, "/privacy/sampling/scheme", sampling.scheme());
              number(wrong, "/privacy/sampling/expectedBatch", sampling.expectedBatch());
            });
    statement
        .mechanism()
        .ifPresent(
            mechanism -> {
              clippingNorm(wrong, mechanism);
              text(wrong, "/privacy/clipping/mode", mechanism.clippingMode());
            });
    statement.steps().ifPresent(steps -> number(wrong, "/training/steps", steps.planned()));
    if (statement.trains()) {
      evaluation(wrong);
    }
    unit(wrong);
    if (claim.epsilon() > claim.targetEpsilon()) {
      wrong.add(
          "epsilon "
              + claim.epsilon()
              + " is above the "
              + claim.targetEpsilon()
              + " that the spec allows");
    }
    checks.requireNone(
        CheckNames.SPEC_AGREES,
        wrong,
        (statement.trains()
                ? "name, data, population, epsilon, delta, relation, unit, sampling, clipping, steps"
                    + " and evaluation"
                : "name, data, population, epsilon, delta, relation and unit")
            + " are those of the spec, and epsilon is within what it allows");
  }

  /** A search may have chosen another one than the spec starts from. */
  private void clippingNorm(List<String> wrong, MechanismFacts mechanism) {
    SearchChecks.chosen(statement).stream()
        .filter(value -> value.name().equals("privacy.clipping.norm"))
        .findFirst()
        .ifPresentOrElse(
            chosen ->
                StatementChecks.differ(
                    wrong,
                    "the chosen clipping norm",
                    mechanism.clippingNorm(),
                    number(chosen.texts().get(0))),
            () -> number(wrong, "/privacy/clipping/norm", mechanism.clippingNorm()));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void evaluation(List<String> wrong) {
    boolean settings = spec.at("/evaluation").isObject();
    text(wrong, settings ? "/evaluation/mode" : "/evaluation", statement.utility().evaluation());
  }

  /** A report may name a file without telling where on the operator's disk it lies. */
  private static String withoutFolder(String source) {
    return source.startsWith("file:") ? source.replaceFirst("^file:.*[/\\\\]", "file:") : source;
  }

  private void unit(List<String> wrong) {
    JsonNode unit = spec.at("/data/privacyUnit");
    JsonNode column = unit.path("column");
    String tag = column.isTextual() ? "column:" + column.textValue() : "row";
    StatementChecks.differ(wrong, "privacy unit", statement.unit().unit(), tag);
    int most = column.isTextual() ? unit.path("maxContributions").asInt() : 1;
    StatementChecks.differ(wrong, "contributions", statement.unit().maxContributions(), most);
  }

  private void text(List<String> wrong, String pointer, String said) {
    StatementChecks.differ(wrong, pointer, said, spec.at(pointer).asText("absent from the spec"));
  }

  private void number(List<String> wrong, String pointer, double said) {
    StatementChecks.differ(wrong, pointer, said, spec.at(pointer).asDouble(Double.NaN));
  }
}
