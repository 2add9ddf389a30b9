package dev.lethe.report;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.LedgerVerification;
import dev.lethe.privacy.ledger.RunPart;
import java.util.Optional;

/**
 * How the ledger says that the released model was trained: step by step, or in one trial of a
 * search that was charged whole.
 *
 * @param step what one step costs
 * @param planned steps of the model
 * @param charged steps of the model that were paid for
 * @param models how many models are trained so, on average
 */
record ChargedTraining(PrivacyEvent step, long planned, long charged, double models) {

  /** Empty if the run trained nothing, or by an event of a form that no lethe charges. */
  static Optional<ChargedTraining> of(LedgerVerification ledger) {
    Optional<RunPart> training = ledger.terms().part(LedgerEvidence.TRAINING);
    if (training.isPresent()) {
      RunPart part = training.get();
      return Optional.of(
          new ChargedTraining(part.event(), part.count(), ledger.charged(part.name()), 1));
    }
    return ledger.terms().part(LedgerEvidence.SEARCH).flatMap(part -> ofSearch(ledger, part));
  }

  private static Optional<ChargedTraining> ofSearch(LedgerVerification ledger, RunPart part) {
    if (!(part.event() instanceof SelectedBest search)
        || !(search.trial() instanceof Composed trial)
        || trial.events().size() != 2
        || !(trial.events().get(1) instanceof Gaussian)) {
      return Optional.empty();
    }
    PrivacyEvent steps = trial.events().get(0);
    boolean many = steps instanceof SelfComposed;
    PrivacyEvent step = steps instanceof SelfComposed repeated ? repeated.event() : steps;
    long planned = many ? ((SelfComposed) steps).count() : 1;
    boolean paid = ledger.charged(part.name()) > 0;
    return Optional.of(
        new ChargedTraining(step, planned, paid ? planned : 0, search.trials().mean()));
  }
}
