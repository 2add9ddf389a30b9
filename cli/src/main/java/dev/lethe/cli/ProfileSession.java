package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.data.DataFacts;
import dev.lethe.data.UnencodedData;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.SignedReport;
import dev.lethe.spec.ProfilePlan;
import dev.lethe.spec.ProfileSpec;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One profile from plan to signed report: every part is charged, drawn and kept, then the ledger
 * closes the run and its report is signed. It can be entered again after a crash at any point.
 */
final class ProfileSession {
  private final LetheHome home;
  private final ProfilePlan plan;
  private final String runId;
  private final Consumer<String> progress;

  ProfileSession(LetheHome home, ProfilePlan plan, String runId, Consumer<String> progress) {
    this.home = home;
    this.plan = plan;
    this.runId = runId;
    this.progress = progress;
  }

  /**
   * What a profile leaves.
   *
   * @param summary all that was released
   * @param report the signed report
   * @param statement what it says
   */
  record Outcome(ObjectNode summary, SignedReport report, EpsilonStatement statement) {}

  Outcome run(UnencodedData data, Releases.Store store) throws IOException {
    ProfileSpec spec = plan.spec();
    Releases releases = new Releases(store);
    Population population =
        new Population(spec.data().id(), spec.data().unit().tag(), spec.relation());
    try (OperatorKey key = new Keyring(home).loadOrCreate(spec.report().signWith());
        PrivacyLedger ledger = PrivacyLedger.open(TrainingSession.ledgerPaths(home), population)) {
      DataFacts facts = new Commitments(home).bind(runId, data.facts());
      counted(ledger, data, releases);
      ObjectNode summary = Profiling.summary(plan, runId, releases);
      EpsilonStatement statement =
          new ProfileStatement(plan, runId, releases)
              .statement(ledger.range(runId), facts, key.identity());
      try (TransparencyLog log =
          TransparencyLog.open(
              home.log(), TrainingSession.LOG_ORIGIN, key, TrustStore.load(home.trust()).list())) {
        return new Outcome(summary, ReportSigner.sign(statement, key, log), statement);
      }
    }
  }

  private void counted(PrivacyLedger ledger, UnencodedData data, Releases releases) {
    Optional<RunSummary> known =
        ledger.view().runs().stream().filter(r -> r.runId().equals(runId)).findFirst();
    if (known.flatMap(RunSummary::status).filter(s -> s == RunStatus.COMPLETED).isPresent()) {
      return;
    }
    LedgerRun run = known.isPresent() ? ledger.resume(runId, plan.specDigest()) : begin(ledger);
    new Profiling(plan, data.train(), run, releases, progress).run();
    run.finish(RunStatus.COMPLETED);
  }

  private LedgerRun begin(PrivacyLedger ledger) {
    if (ledger.grant().isEmpty()) {
      ledger.grant(
          plan.spec()
              .grant()
              .map(g -> new GrantTerms(g.epsilon(), g.delta()))
              .orElseThrow(
                  () ->
                      new CommandException(
                          ExitCode.REFUSED,
                          "no budget was granted to the dataset id '"
                              + plan.spec().data().id()
                              + "': add budget: { grant: { epsilon: .., delta: .. } } to the spec,"
                              + " or run lethe budget grant")));
    }
    return ledger.begin(plan.terms(runId));
  }
}
