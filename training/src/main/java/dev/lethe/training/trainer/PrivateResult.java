package dev.lethe.training.trainer;

import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.training.StepTerms;
import dev.lethe.training.TrainingFacts;
import java.util.List;
import java.util.Optional;

/**
 * What a private training leaves behind beside the model: all that a report says about it. Public.
 *
 * @param runId the ledger's id of the run
 * @param terms what was declared and planned
 * @param bound on epsilon of the whole planned run, at least what was really spent
 * @param delta of the run: the bound's own and what is reserved
 * @param stepsDone steps that the model has taken
 * @param stepsCharged steps that the ledger has charged, at least {@code stepsDone}
 * @param facts the constants used
 * @param assertions paths of blocks that treat every example by itself by the user's word only
 * @param publicData why what the model was evaluated on is public, if it was
 * @param range the ledger's lines about the run
 */
public record PrivateResult(
    String runId,
    StepTerms terms,
    EpsilonBound bound,
    double delta,
    long stepsDone,
    long stepsCharged,
    TrainingFacts facts,
    List<String> assertions,
    Optional<String> publicData,
    LedgerRange range) {
  public PrivateResult {
    assertions = List.copyOf(assertions);
  }

  /** What the whole run costs at most, at {@link #delta()}. */
  public double epsilon() {
    return bound.epsilon();
  }
}
