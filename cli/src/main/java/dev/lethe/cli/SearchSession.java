package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.data.DataFacts;
import dev.lethe.data.LoadedData;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.spec.SearchPlan;
import dev.lethe.training.SearchInterruptedException;
import dev.lethe.training.SearchResult;
import dev.lethe.training.SearchTrainer;
import dev.lethe.training.StopSignal;
import java.io.IOException;
import java.util.Optional;

/**
 * One search from plan to signed report: the ledger is charged for all of it before the first
 * trial, and holds the same lines whatever the number of trials was.
 *
 * <p>It is entered once. After a crash nothing of it is released, and the charge stays.
 */
final class SearchSession {
  private final LetheHome home;
  private final SearchPlan plan;
  private final String runId;
  private final Trainer trainer;
  private final Optional<UsedProfile> profile;

  /** Runs the charged search. */
  @FunctionalInterface
  interface Trainer {
    Optional<SearchResult> search(
        SearchPlan plan, UnitTable train, UnitTable heldOut, LedgerRun run);
  }

  /**
   * @param profile the profile that the spec's values are from
   */
  SearchSession(
      LetheHome home,
      SearchPlan plan,
      String runId,
      StopSignal stop,
      Optional<UsedProfile> profile) {
    this(home, plan, runId, new SearchTrainer(EngineCache.folder(), stop)::search, profile);
  }

  SearchSession(
      LetheHome home,
      SearchPlan plan,
      String runId,
      Trainer trainer,
      Optional<UsedProfile> profile) {
    this.profile = profile;
    this.home = home;
    this.plan = plan;
    this.runId = runId;
    this.trainer = trainer;
  }

  /** The report and the model, or empty where nothing came out. */
  Optional<SearchOutcome> run(RunData data, TrainingSession.Destination destination)
      throws IOException {
    try (OperatorKey key = new Keyring(home).loadOrCreate(plan.spec().report().signWith());
        PrivacyLedger ledger =
            PrivacyLedger.open(
                TrainingSession.ledgerPaths(home), TrainingSession.population(plan.spec()))) {
      DataFacts facts = new Commitments(home).bind(runId, data.facts());
      UsedProfile.require(plan.spec().data().profile(), profile, ledger);
      LedgerRun run = TrainingSession.begin(ledger, plan.spec(), plan.terms(runId));
      Optional<SearchResult> result = searched(run, data);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      SearchOutcome outcome =
          report(UsedProfile.range(profile, ledger, runId), result.get(), data, facts, key);
      destination.keep(result.get().training());
      return Optional.of(outcome);
    }
  }

  /** The run has ended before anything leaves: what leaves is the best trial and no other. */
  private Optional<SearchResult> searched(LedgerRun run, RunData data) {
    LoadedData encoded = data.encode(plan.spec().data().features());
    try {
      Optional<SearchResult> result = trainer.search(plan, encoded.train(), encoded.test(), run);
      run.finish(RunStatus.COMPLETED);
      return result;
    } catch (SearchInterruptedException e) {
      run.finish(RunStatus.INTERRUPTED);
      throw e;
    }
  }

  private SearchOutcome report(
      LedgerRange range, SearchResult best, RunData data, DataFacts facts, OperatorKey key)
      throws IOException {
    SearchStatement found =
        new SearchStatement(
            plan, best, TrainingSession.metrics(plan.spec(), best.training(), data));
    StatementDraft draft = StatementDraft.ofSearch(found, facts, range, profile);
    return new SearchOutcome(
        best, chosen(best), TrainingSession.signed(home, draft, found.findings(), key));
  }

  private static ObjectNode chosen(SearchResult best) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    best.trial().settings().forEach(node::set);
    return node;
  }
}
