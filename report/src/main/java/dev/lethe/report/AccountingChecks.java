package dev.lethe.report;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.LedgerVerification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Recomputes epsilon, delta and the Renyi curve from the ledger's events. */
final class AccountingChecks {
  /** What two machines' logarithms and exponentials may differ by. */
  private static final double TOLERANCE = 1e-9;

  private final EpsilonStatement statement;
  private final LedgerEvidence evidence;
  private final LedgerVerification ledger;
  private final CheckList checks;

  AccountingChecks(EpsilonStatement statement, LedgerEvidence evidence, CheckList checks) {
    this.statement = statement;
    this.evidence = evidence;
    this.ledger = evidence.ledger();
    this.checks = checks;
  }

  void run() {
    statement
        .mechanism()
        .ifPresentOrElse(
            this::mechanism,
            () -> checks.notChecked(CheckNames.MECHANISM, StatementChecks.NO_TRAINING));
    try {
      epsilon();
      curve();
    } catch (UnsupportedEventException e) {
      checks.failed(CheckNames.EPSILON, String.valueOf(e.getMessage()));
    }
    delta();
  }

  private void mechanism(MechanismFacts facts) {
    PrivacyEvent released = released(facts);
    double rate = statement.sampling().map(SamplingFacts::samplingRate).orElse(0.0);
    String scheme = statement.sampling().map(SamplingFacts::scheme).orElse("none");
    Optional<PrivacyEvent> charged = evidence.training().map(ChargedTraining::step);
    boolean same =
        charged.equals(Optional.of(new PoissonSampled(rate, released)))
            || (rate == 1 && charged.equals(Optional.of(released)));
    checks.require(
        CheckNames.MECHANISM,
        same && scheme.equals("poisson"),
        "each charged step is a Gaussian with noise multiplier "
            + facts.noiseMultiplier()
            + (released instanceof Composed ? ", and one on a count of units," : "")
            + " on a Poisson sample at rate "
            + rate,
        "the ledger charged steps of "
            + charged.map(event -> EventJson.toJson(event).toString()).orElse("nothing")
            + ", which is not the mechanism that the report describes");
  }

  /** What a step released of its sample: clipping that adapts counts units by the spec's noise. */
  private PrivacyEvent released(MechanismFacts facts) {
    Gaussian sum = new Gaussian(facts.noiseMultiplier());
    double countNoise = statement.spec().canonical().at("/privacy/clipping/countNoise").asDouble();
    return facts.clippingMode().equals(MechanismFacts.ADAPTIVE) && countNoise > 0
        ? new Composed(List.of(sum, new Gaussian(2 * countNoise)))
        : sum;
  }

  private void epsilon() {
    String name = statement.accounting().accountant();
    Optional<PrivacyAccountant> accountant = Accountants.named(name);
    if (accountant.isEmpty()) {
      checks.failed(
          CheckNames.EPSILON,
          "this verifier has no accountant '"
              + name
              + "': use the lethe "
              + statement.code().version()
              + " that wrote the report");
      return;
    }
    double claimed = statement.claim().epsilon();
    double delta = statement.claim().accountedDelta();
    double recomputed =
        delta > 0 && delta < 1
            ? evidence.epsilon(accountant.get(), delta)
            : Double.POSITIVE_INFINITY;
    String figures =
        recomputed
            + " for "
            + charges()
            + " at delta "
            + delta
            + " by "
            + name
            + " "
            + accountant.get().version();
    checks.require(
        CheckNames.EPSILON,
        close(claimed, recomputed),
        "recomputed from the ledger's events: " + figures + "; claimed " + claimed,
        "the report claims " + claimed + ", but the ledger's events give " + figures);
  }

  private String charges() {
    return ledger.parts().stream()
            .map(
                part ->
                    part.charged()
                        + (part.name().equals(LedgerEvidence.TRAINING)
                            ? " charged steps"
                            : " x " + part.name()))
            .collect(Collectors.joining(", "))
        + (ledger.parts().stream().allMatch(part -> part.charged() == part.part().count())
            ? ""
            : ", bounded as the whole plan,");
  }

  private void curve() {
    AccountingFacts.Curve claimed = statement.accounting().curve();
    List<Double> orders = claimed.orders();
    List<Double> recomputed = evidence.divergences(orders);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      if (!close(claimed.divergences().get(i), recomputed.get(i))) {
        wrong.add(
            "at order "
                + orders.get(i)
                + " the curve says "
                + claimed.divergences().get(i)
                + ", recomputed "
                + recomputed.get(i));
      }
    }
    checks.requireNone(
        CheckNames.RENYI_CURVE,
        wrong.subList(0, Math.min(3, wrong.size())),
        orders.size() + " orders recomputed from the ledger's events");
  }

  private void delta() {
    PrivacyClaim claim = statement.claim();
    double reserved =
        claim.item(PrivacyClaim.SAMPLER_DISTANCE)
            + claim.item(PrivacyClaim.NOISE_DISTANCE)
            + claim.item(PrivacyClaim.TRUNCATION);
    double sum = reserved + claim.accountedDelta();
    double failure = claim.item(PrivacyClaim.EVENT_FAILURE);
    double values =
        evidence.training().map(t -> t.charged() * t.models()).orElse(0.0)
            * statement.mechanism().map(MechanismFacts::dimension).orElse(0L);
    double noise =
        (1 + Math.exp(claim.epsilon())) * values * statement.randomness().distancePerValue();
    List<String> wrong = new ArrayList<>();
    if (!close(claim.delta(), sum)) {
      wrong.add("delta is " + claim.delta() + ", but its items add up to " + sum);
    }
    if (claim.item(PrivacyClaim.NOISE_DISTANCE) < noise * (1 - TOLERANCE)) {
      wrong.add("the noise's distance costs " + noise + ", more than its item of delta");
    }
    try {
      double failing = evidence.failureDelta();
      if (failure < failing * (1 - TOLERANCE)) {
        wrong.add("events may fail with delta " + failing + ", more than their item of delta");
      }
    } catch (UnsupportedEventException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    if (ledger.terms().deltaReserved() < reserved * (1 - TOLERANCE)) {
      wrong.add("the ledger reserved " + ledger.terms().deltaReserved() + ", not " + reserved);
    }
    if (!(claim.delta() < 1.0 / statement.unit().population())) {
      wrong.add("delta is not below 1 / population, which makes it meaningless");
    }
    checks.requireNone(
        CheckNames.DELTA,
        wrong,
        "the items add up to delta, the noise's distance (1 + e^epsilon) T d eta = "
            + noise
            + " is covered, and delta is below 1 / population");
  }

  /** Not below what we compute, beyond rounding, and not another number. */
  static boolean close(double claimed, double recomputed) {
    return Math.abs(claimed - recomputed) <= TOLERANCE * Math.abs(recomputed);
  }
}
