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
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.SignedReport;
import dev.lethe.spec.BudgetGrant;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.TrainingPlan;
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
        PrivacyLedger ledger = PrivacyLedger.open(ledgerPaths(home), population(plan))) {
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
    LedgerRun run = known.isPresent() ? ledger.resume(runId, plan.specDigest()) : begin(ledger);
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

  private LedgerRun begin(PrivacyLedger ledger) {
    if (ledger.grant().isEmpty()) {
      BudgetGrant grant = plan.spec().grant().orElseThrow(this::notGranted);
      ledger.grant(new GrantTerms(grant.epsilon(), grant.delta()), grant.details());
    }
    return ledger.begin(plan.terms(runId));
  }

  private CommandException notGranted() {
    return new CommandException(
        ExitCode.REFUSED,
        "no budget was granted to the dataset id '"
            + plan.spec().data().id()
            + "': add budget: { grant: { epsilon: .., delta: .. } } to the spec, or run lethe budget grant");
  }

  private TrainingOutcome report(
      LedgerRange range, TrainingResult result, LoadedData data, OperatorKey key)
      throws IOException {
    Optional<Metrics> metrics = metrics(result, data);
    StatementDraft draft = new StatementDraft(plan, result, data.facts(), metrics, range);
    OperatorLog operatorLog = new OperatorLog(home);
    EpsilonStatement statement;
    SignedReport report;
    try (TransparencyLog log = operatorLog.open(key)) {
      statement = draft.statement(key.identity(), log.origin(), operatorLog.anchor());
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

  private Optional<Metrics> metrics(TrainingResult result, LoadedData data) {
    boolean measurable = Arrays.stream(data.test().labels()).anyMatch(label -> label >= 0);
    if (plan.spec().evaluation().mode() == EvaluationMode.NONE || !measurable) {
      return Optional.empty();
    }
    return Optional.of(Evaluation.of(result.model(), data.test()));
  }

  static LedgerPaths ledgerPaths(LetheHome home) {
    return new LedgerPaths(home.ledger(), home.witness());
  }

  static Population population(TrainingPlan plan) {
    return new Population(
        plan.spec().data().id(), plan.spec().data().unit().tag(), plan.spec().privacy().relation());
  }
}
