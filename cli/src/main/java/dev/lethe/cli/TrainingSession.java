package dev.lethe.cli;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.crypto.seal.SealKey;
import dev.lethe.data.LoadedData;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.SignedReport;
import dev.lethe.spec.EvaluationMode;
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
import java.util.Optional;

/**
 * One run from plan to signed report, in the order that keeps the promise: charge, train, save,
 * close the ledger, sign.
 *
 * <p>It can be entered again after a crash at any point: a run that the ledger holds open goes on,
 * one that it holds as completed only needs its report.
 */
final class TrainingSession {
  /**
   * Names the operator's own log in checkpoints; nobody else's log can be mistaken for it, for the
   * key differs.
   */
  static final String LOG_ORIGIN = "lethe.dev/operator-log";

  private final LetheHome home;
  private final TrainingPlan plan;
  private final String runId;
  private final TrainingListener listener;
  private final StopSignal stop;

  TrainingSession(
      LetheHome home, TrainingPlan plan, String runId, TrainingListener listener, StopSignal stop) {
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
  }

  TrainingOutcome run(LoadedData data, Destination destination) throws IOException {
    try (OperatorKey key = new Keyring(home).loadOrCreate(plan.spec().report().signWith());
        PrivacyLedger ledger = PrivacyLedger.open(ledgerPaths(home), population(plan.spec()))) {
      LoadedData bound = new Commitments(home).bind(runId, data);
      TrainingResult result = trained(ledger, bound, destination);
      return report(ledger.range(runId), result, bound, key);
    }
  }

  private TrainingResult trained(PrivacyLedger ledger, LoadedData data, Destination destination)
      throws IOException {
    Optional<RunSummary> known =
        ledger.view().runs().stream().filter(r -> r.runId().equals(runId)).findFirst();
    if (known.flatMap(RunSummary::status).filter(s -> s == RunStatus.COMPLETED).isPresent()) {
      return destination.kept();
    }
    LedgerRun run =
        known.isPresent()
            ? ledger.resume(runId, plan.specDigest())
            : begin(ledger, plan.spec(), plan.terms(runId));
    try (SealKey sealKey = SealKey.loadOrCreate(home.keys().resolve("checkpoints.seal"))) {
      TrainingResult result =
          DpTrainer.start(EngineCache.folder(), plan, stop)
              .train(
                  plan,
                  data.train(),
                  run,
                  new TrainingIo(destination.checkpoint(), sealKey),
                  listener);
      destination.keep(result);
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
    if (ledger.grant().isEmpty()) {
      ledger.grant(
          spec.grant()
              .map(g -> new GrantTerms(g.epsilon(), g.delta()))
              .orElseThrow(() -> notGranted(spec)));
    }
    return ledger.begin(terms);
  }

  private static CommandException notGranted(TrainingSpec spec) {
    return new CommandException(
        ExitCode.REFUSED,
        "no budget was granted to the dataset id '"
            + spec.data().id()
            + "': add budget: { grant: { epsilon: .., delta: .. } } to the spec, or run lethe budget grant");
  }

  private TrainingOutcome report(
      LedgerRange range, TrainingResult result, LoadedData data, OperatorKey key)
      throws IOException {
    Optional<Metrics> metrics = metrics(plan.spec(), result, data);
    StatementDraft draft = new StatementDraft(plan, result, data.facts(), metrics, range);
    return signed(home, draft, result, metrics, key);
  }

  /** Signs and logs what a draft says. */
  static TrainingOutcome signed(
      LetheHome home,
      StatementDraft draft,
      TrainingResult result,
      Optional<Metrics> metrics,
      OperatorKey key)
      throws IOException {
    EpsilonStatement statement = draft.statement(key.identity(), LOG_ORIGIN);
    SignedReport report;
    try (TransparencyLog log =
        TransparencyLog.open(
            home.log(),
            LOG_ORIGIN,
            key,
            dev.lethe.crypto.keys.TrustStore.load(home.trust()).list())) {
      report = ReportSigner.sign(statement, key, log);
    }
    return new TrainingOutcome(
        result,
        report,
        statement.claim().epsilon(),
        statement.claim().delta(),
        statement.budget().spentAfter(),
        statement.budget().grantEpsilon(),
        metrics);
  }

  /** Exact figures, as the spec wants them. */
  static Optional<Metrics> metrics(TrainingSpec spec, TrainingResult result, LoadedData data) {
    boolean measurable = Arrays.stream(data.test().labels()).anyMatch(label -> label >= 0);
    if (spec.evaluation().mode() == EvaluationMode.NONE || !measurable) {
      return Optional.empty();
    }
    return Optional.of(Evaluation.of(result.model(), data.test()));
  }

  static LedgerPaths ledgerPaths(LetheHome home) {
    return new LedgerPaths(home.ledger(), home.witness());
  }

  static Population population(TrainingSpec spec) {
    return new Population(spec.data().id(), spec.data().unit().tag(), spec.privacy().relation());
  }
}
