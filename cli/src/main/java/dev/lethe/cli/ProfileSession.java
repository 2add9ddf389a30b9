package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.data.DataFacts;
import dev.lethe.data.UnencodedData;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.report.EpsilonStatement;
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
      ProfileStatement draft = new ProfileStatement(plan, runId, releases);
      OperatorLog.Signed signed =
          new OperatorLog(home)
              .sign(
                  key,
                  (origin, anchor) ->
                      draft.statement(ledger.range(runId), facts, key.identity(), origin, anchor));
      return new Outcome(summary, signed.report(), signed.statement());
    }
  }

  private void counted(PrivacyLedger ledger, UnencodedData data, Releases releases) {
    Optional<RunSummary> known =
        ledger.view().runs().stream().filter(r -> r.runId().equals(runId)).findFirst();
    if (known.flatMap(RunSummary::status).filter(s -> s == RunStatus.COMPLETED).isPresent()) {
      return;
    }
    long each = data.train().maxContributions();
    CountingNoise.require(plan.parts(), each * plan.spec().categorical().size(), each);
    LedgerRun run = known.isPresent() ? ledger.resume(runId, plan.specDigest()) : begin(ledger);
    new Profiling(plan, data.train(), run, releases, progress).run();
    run.finish(RunStatus.COMPLETED);
  }

  private LedgerRun begin(PrivacyLedger ledger) {
    FirstGrant.ensure(ledger, plan.spec().grant(), plan.spec().data().id());
    return ledger.begin(plan.terms(runId));
  }
}
