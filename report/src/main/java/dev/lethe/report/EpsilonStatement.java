package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that a report says about one run: the predicate of the signed in-toto statement.
 *
 * <p>A statement is a claim. {@link ReportVerifier} says which of its parts follow from the
 * embedded ledger range and from signatures, and which an auditor has to take on trust.
 *
 * @param reportVersion 2
 * @param issuance who says this, when, and where it is logged
 * @param claim epsilon and delta
 * @param unit whom the guarantee is for
 * @param parts all that the run did to private data, with what it cost and released
 * @param priorRuns the earlier runs whose charges stand in the embedded lines, oldest first
 * @param mechanism clipping, grid and noise; like sampling, steps and model there if the run trains
 * @param sampling how units are chosen for a step
 * @param steps steps planned, charged and taken
 * @param accounting how epsilon follows
 * @param budget where this run stands in the population's budget
 * @param ledger the exact lines of the ledger range that epsilon is recomputed from
 * @param data which data, without revealing it
 * @param publicFigures everything that was taken as public knowledge, with its source
 * @param model the released model
 * @param spec the spec, whole
 * @param code the code that claims to have run
 * @param randomness generator and noise sampler
 * @param releases what was released and what is not protected
 * @param threatModel against whom the guarantee holds
 * @param utility how good the model is
 * @param limits what this report does not show
 */
public record EpsilonStatement(
    int reportVersion,
    Issuance issuance,
    PrivacyClaim claim,
    ProtectedUnit unit,
    List<PartFacts> parts,
    List<PriorRun> priorRuns,
    Optional<MechanismFacts> mechanism,
    Optional<SamplingFacts> sampling,
    Optional<StepFacts> steps,
    AccountingFacts accounting,
    BudgetFacts budget,
    List<String> ledger,
    DataProvenance data,
    List<PublicFigure> publicFigures,
    Optional<ModelFacts> model,
    SpecFacts spec,
    CodeIdentity code,
    RandomnessFacts randomness,
    ReleaseFacts releases,
    ThreatModel threatModel,
    UtilityFacts utility,
    List<String> limits) {

  /** The version that this code writes and reads. */
  public static final int VERSION = 2;

  /** The in-toto predicate type of this statement. */
  public static final String PREDICATE_TYPE = "https://lethe.dev/epsilon-report/v2";

  public EpsilonStatement {
    if (reportVersion != VERSION) {
      throw new IllegalArgumentException(
          "reportVersion must be 2, got "
              + reportVersion
              + "; use "
              + (reportVersion < VERSION ? "the lethe that wrote it" : "a newer lethe"));
    }
    parts = List.copyOf(parts);
    priorRuns = List.copyOf(priorRuns);
    boolean trains =
        parts.stream()
            .map(PartFacts::name)
            .anyMatch(List.of(LedgerEvidence.TRAINING, LedgerEvidence.SEARCH)::contains);
    List<Boolean> ofTraining =
        List.of(mechanism.isPresent(), sampling.isPresent(), steps.isPresent(), model.isPresent());
    if (parts.isEmpty() || ofTraining.contains(!trains)) {
      throw new IllegalArgumentException(
          "a run has parts; one that trains has a mechanism, sampling, steps and a model, and any"
              + " other has none of these");
    }
    ledger = List.copyOf(ledger);
    publicFigures = List.copyOf(publicFigures);
    limits = List.copyOf(limits);
  }

  /** Whether the run trained a model. */
  boolean trains() {
    return model.isPresent();
  }

  /** The values that the run and the earlier ones that it builds on released, of one kind. */
  List<ReleasedValue> released(String kind) {
    return Stream.concat(parts.stream(), priorRuns.stream().flatMap(run -> run.parts().stream()))
        .flatMap(part -> part.values().stream())
        .filter(value -> value.kind().equals(kind))
        .toList();
  }

  /** A builder that knows the standard limits and refuses to build while a part is missing. */
  public static EpsilonStatementBuilder builder() {
    return new EpsilonStatementBuilder();
  }

  /** The predicate as JSON; {@link #fromJson} gives an equal statement back. */
  public ObjectNode toJson() {
    return RecordJson.write(this);
  }

  /**
   * Reads a predicate, strictly.
   *
   * @throws MalformedReportException if a member is unknown, missing, of another type or out of
   *     range; the message names its path
   */
  public static EpsilonStatement fromJson(JsonNode predicate) {
    return RecordJson.read(EpsilonStatement.class, predicate, "predicate");
  }
}
