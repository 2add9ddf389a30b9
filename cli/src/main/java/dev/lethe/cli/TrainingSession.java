package dev.lethe.cli;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.seal.SealKey;
import dev.lethe.data.DataFacts;
import dev.lethe.data.LoadedData;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.LearnedFeatures;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.DpTrainer;
import dev.lethe.training.Evaluation;
import dev.lethe.training.InterruptedTrainingException;
import dev.lethe.training.Metrics;
import dev.lethe.training.StopSignal;
import dev.lethe.training.TrainingIo;
import dev.lethe.training.TrainingListener;
import dev.lethe.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run from plan to signed report, in the order that keeps the promise: charge, train, save,
 * close the ledger, sign.
 *
 * <p>It can be entered again after a crash at any point: a run that the ledger holds open goes on,
 * one that it holds as completed only needs its report.
 */
final class TrainingSession {
  private final LetheHome home;
  private final TrainingPlan plan;
  private final String runId;
  private final TrainingListener listener;
  private final StopSignal stop;
  private final Optional<UsedProfile> profile;

  /**
   * @param profile the profile that the spec's values are from
   */
  TrainingSession(
      LetheHome home,
      TrainingPlan plan,
      String runId,
      TrainingListener listener,
      StopSignal stop,
      Optional<UsedProfile> profile) {
    this.profile = profile;
    this.home = home;
    this.plan = plan;
    this.runId = runId;
    this.listener = listener;
    this.stop = stop;
  }

  /** Where the model goes, and what goes with it. */
  interface Destination {
    /** The checkpoint file. */
    Path checkpoint();

    /** Called with the whole model before the ledger closes the run. */
    void keep(TrainingResult result);

    /** Called with what there is when the run was interrupted. */
    void keepPartial(TrainingResult partial);

    /** The model kept earlier, for a run that needs only its report. */
    TrainingResult kept();

    /** Where the values go that other parts release. */
    Releases.Store released();
  }

  TrainingOutcome run(RunData data, Destination destination) throws IOException {
    try (OperatorKey key = new Keyring(home).loadOrCreate(plan.spec().report().signWith());
        PrivacyLedger ledger = PrivacyLedger.open(ledgerPaths(home), population(plan.spec()))) {
      DataFacts facts = new Commitments(home).bind(runId, data.facts());
      UsedProfile.require(plan.spec().data().profile(), profile, ledger);
      RunFindings findings = findings(ledger, data, destination);
      LedgerRange range = UsedProfile.range(profile, ledger, runId);
      return report(range, findings, facts, key);
    }
  }

  private RunFindings findings(PrivacyLedger ledger, RunData data, Destination destination)
      throws IOException {
    Releases releases = new Releases(destination.released());
    TrainingResult result = trained(ledger, data, destination, releases);
    boolean charged = plan.spec().evaluation().mode() == EvaluationMode.CHARGED;
    return new RunFindings(
        result,
        charged ? Optional.empty() : metrics(plan.spec(), result, data),
        charged ? ChargedFigures.read(releases.kept(PlanPart.EVALUATION)) : List.of(),
        RunFindings.releases(plan, releases));
  }

  private TrainingResult trained(
      PrivacyLedger ledger, RunData data, Destination destination, Releases releases)
      throws IOException {
    Optional<RunSummary> known =
        ledger.view().runs().stream().filter(r -> r.runId().equals(runId)).findFirst();
    if (known.flatMap(RunSummary::status).filter(s -> s == RunStatus.COMPLETED).isPresent()) {
      return destination.kept();
    }
    long each = plan.spec().data().unit().maxContributions();
    long columns = plan.spec().learning().vocabularies().map(v -> v.columns().size()).orElse(0);
    CountingNoise.require(plan.parts(), each * columns, each);
    LedgerRun run =
        known.isPresent()
            ? ledger.resume(runId, plan.specDigest())
            : begin(ledger, plan.spec(), plan.terms(runId));
    try (SealKey sealKey = SealKey.loadOrCreate(home.keys().resolve("checkpoints.seal"))) {
      Learning learning = new Learning(plan.spec(), run, releases);
      LearnedFeatures learned =
          data instanceof RunData.Unencoded unencoded
              ? learning.features(unencoded.data().train())
              : new LearnedFeatures(Map.of(), Map.of(), Learning.SOURCE);
      LoadedData encoded =
          data.encode(plan.with(learned, Optional.empty()).spec().data().features());
      TrainingPlan complete = plan.with(learned, learning.weights(encoded));
      TrainingResult result =
          DpTrainer.start(EngineCache.folder(), plan, stop)
              .train(
                  complete,
                  encoded.train(),
                  run,
                  new TrainingIo(destination.checkpoint(), sealKey),
                  listener);
      destination.keep(result);
      if (plan.spec().evaluation().mode() == EvaluationMode.CHARGED) {
        ChargedFigures.of(plan.spec(), result.model(), encoded.test(), run, releases);
      }
      run.finish(RunStatus.COMPLETED);
      return result;
    } catch (InterruptedTrainingException e) {
      destination.keepPartial(e.partial());
      run.finish(RunStatus.INTERRUPTED);
      throw e;
    }
  }

  /** Begins a run, granting what its spec grants if nothing was granted before. */
  static LedgerRun begin(PrivacyLedger ledger, TrainingSpec spec, RunTerms terms) {
    FirstGrant.ensure(ledger, spec.grant(), spec.data().id());
    return ledger.begin(terms);
  }

  private TrainingOutcome report(
      LedgerRange range, RunFindings findings, DataFacts facts, OperatorKey key)
      throws IOException {
    StatementDraft draft = new StatementDraft(plan, findings, facts, range, profile);
    return signed(home, draft, findings, key);
  }

  /** Signs and logs what a draft says. */
  static TrainingOutcome signed(
      LetheHome home, StatementDraft draft, RunFindings findings, OperatorKey key)
      throws IOException {
    OperatorLog.Signed signed =
        new OperatorLog(home)
            .sign(key, (origin, anchor) -> draft.statement(key.identity(), origin, anchor));
    EpsilonStatement statement = signed.statement();
    return new TrainingOutcome(
        findings.result(),
        signed.report(),
        statement.claim().epsilon(),
        statement.claim().delta(),
        statement.budget().spentAfter(),
        statement.budget().grantEpsilon(),
        findings.exact(),
        findings.charged());
  }

  /** Exact figures, as the spec wants them. */
  static Optional<Metrics> metrics(TrainingSpec spec, TrainingResult result, RunData data) {
    if (spec.evaluation().mode() == EvaluationMode.NONE) {
      return Optional.empty();
    }
    UnitTable heldOut = data.encode(result.model().features()).test();
    boolean measurable = Arrays.stream(heldOut.labels()).anyMatch(label -> label >= 0);
    return measurable ? Optional.of(Evaluation.of(result.model(), heldOut)) : Optional.empty();
  }

  static LedgerPaths ledgerPaths(LetheHome home) {
    return new LedgerPaths(home.ledger(), home.witness());
  }

  static Population population(TrainingSpec spec) {
    return new Population(spec.data().id(), spec.data().unit().tag(), spec.privacy().relation());
  }
}
