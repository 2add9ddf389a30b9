package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.PrivacySpec;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.djl.Network;
import java.util.List;
import java.util.Optional;

/** Refuses a plan whose event is not what the trainer does, and data that do not fit the plan. */
final class PlanCheck {
  private PlanCheck() {}

  /**
   * @throws IllegalArgumentException if the ledger's run was begun for something else than the plan
   */
  static void check(TrainingPlan plan, LedgerRun run) {
    RunTerms terms = run.terms();
    Population population = run.population();
    TrainingSpec spec = plan.spec();
    Optional<RunPart> training = terms.part(PlanPart.TRAINING);
    training.ifPresent(part -> requireSame("step event", part.event(), plan.stepEvent()));
    requireSame("plan digest", terms.planDigest(), plan.specDigest());
    training.ifPresent(
        part -> requireSame("number of planned steps", part.count(), spec.training().steps()));
    requireSame("list of parts", terms.parts(), plan.terms(terms.runId()).parts());
    requireSame("dataset id", population.datasetId(), spec.data().id());
    requireSame("privacy unit", population.unit(), spec.data().unit().tag());
    requireSame("relation", population.relation(), spec.privacy().relation());
    if (terms.deltaReserved() < plan.reservedDelta()) {
      throw mismatch("reserved delta", terms.deltaReserved(), plan.reservedDelta());
    }
  }

  private static void requireSame(String what, Object paid, Object planned) {
    if (!paid.equals(planned)) {
      throw mismatch(what, paid, planned);
    }
  }

  private static IllegalArgumentException mismatch(String what, Object paid, Object planned) {
    return new IllegalArgumentException(
        "the ledger's run does not pay for this plan: its "
            + what
            + " is "
            + paid
            + ", the plan's is "
            + planned
            + "; begin a run with the plan's own terms. No step was charged");
  }

  /**
   * @throws IllegalArgumentException if the plan describes another mechanism than this one
   * @throws TrainingRefusedException if the data contradict what the plan declares as public
   */
  static void check(TrainingPlan plan, UnitTable data) {
    check(
        plan, Network.of(plan.spec().model(), plan.spec().data().features(), plan.outputs()), data);
  }

  /** What a step releases of its sample. */
  private static PrivacyEvent released(TrainingPlan plan) {
    Gaussian sum = new Gaussian(plan.noiseMultiplier());
    return plan.spec().privacy().clipping() instanceof ClippingSpec.Adaptive adaptive
        ? new Composed(List.of(sum, new Gaussian(2 * adaptive.countNoise())))
        : sum;
  }

  /** As {@link #check(TrainingPlan, UnitTable)}, for a network that is there already. */
  static void check(TrainingPlan plan, Network network, UnitTable data) {
    PrivacySpec privacy = plan.spec().privacy();
    if (!plan.stepEvent().equals(new PoissonSampled(plan.samplingRate(), released(plan)))) {
      throw new IllegalArgumentException(
          "the trainer adds Gaussian noise to Poisson samples, and the plan bills something else");
    }
    if (privacy.relation() == NeighbouringRelation.REPLACE_ONE) {
      throw new IllegalArgumentException("Poisson sampling has no bound under replace-one");
    }
    double rate = privacy.expectedBatch() / plan.spec().data().population().value();
    if (Math.abs(plan.samplingRate() - rate) > 1e-12 * rate) {
      throw new IllegalArgumentException("the sampling rate is not expected batch over population");
    }
    if (plan.parameters() != network.dimension()
        || plan.grid().dimension() != network.dimension()
        || plan.outputs() != network.outputs()
        || plan.features() != data.width()) {
      throw new IllegalArgumentException("plan, network and data have different shapes");
    }
    if (data.units() * plan.samplingRate() > 2 * privacy.expectedBatch()) {
      throw new TrainingRefusedException(
          "there are more than twice as many privacy units as data.population declares; correct"
              + " data.population and its source. No step was charged");
    }
  }
}
