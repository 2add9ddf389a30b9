package dev.lethe.training.trainer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.CalibrationException;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.NoiseCalibration;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.GrantFilter;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.training.StepTerms;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.TrainedParameter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a description comes to for a model: the least noise at which the whole run costs at most the
 * described epsilon and fits the described grant. A function of public numbers only, so that a run
 * that is resumed finds the same plan.
 *
 * @param terms of the steps
 * @param bound on epsilon at the accountant's part of delta
 */
record RunPlan(StepTerms terms, EpsilonBound bound) {
  private static final NeighbouringRelation RELATION = NeighbouringRelation.ADD_OR_REMOVE_ONE;
  // Far more than sampler, noise and unit cap need, and it costs epsilon nothing.
  private static final double RESERVED_SHARE = 0x1p-40;
  private static final double MOST_NOISE = 0x1p40;
  private static final double STEP_OF_NOISE = 1 + 0x1p-9;

  /**
   * @throws PrivateTrainerException if no noise reaches the target
   */
  static RunPlan of(PrivateTraining training, PrivateBlock block, String loss, String optimizer) {
    double reserved = training.delta() * RESERVED_SHARE;
    double delta = Math.nextDown(training.delta() - reserved);
    PrivacyAccountant accountant = BestAccountant.standard();
    CalibratedNoise noise = calibrated(training, accountant, delta);
    double z = fitted(training, noise.noiseMultiplier(), reserved);
    EpsilonBound bound = noise.bound();
    if (z > noise.noiseMultiplier()) {
      bound = accountant.epsilon(run(training, z), RELATION, delta);
    }
    StepTerms terms =
        new StepTerms(
            new Population(training.datasetId(), training.unitTag(), RELATION),
            digest(training, z, block, loss, optimizer),
            training.epsilon(),
            training.population(),
            training.expectedBatch(),
            z,
            NoiseGrid.forClippingNorm(training.clippingNorm(), block.dimension()),
            training.steps(),
            reserved,
            training.ledgerWindow());
    return new RunPlan(terms, bound);
  }

  private static CalibratedNoise calibrated(
      PrivateTraining training, PrivacyAccountant accountant, double delta) {
    try {
      return NoiseCalibration.calibrate(
          accountant, RELATION, training.epsilon(), delta, z -> run(training, z));
    } catch (CalibrationException e) {
      throw new PrivateTrainerException(
          training.steps()
              + " steps with an expected batch of "
              + training.expectedBatch()
              + " of "
              + training.population()
              + " cannot be had for epsilon "
              + training.epsilon()
              + ", whatever the noise",
          "Raise epsilon or delta, or take fewer steps or a smaller batch");
    }
  }

  /** A ledger that composes many runs pays a little more for one than its accountant alone. */
  private static double fitted(PrivateTraining training, double least, double reserved) {
    GrantFilter filter = GrantFilter.of(training.grant());
    for (double z = least; z <= MOST_NOISE; z *= STEP_OF_NOISE) {
      if (filter.fits(RELATION, run(training, z), reserved)) {
        return z;
      }
    }
    throw new PrivateTrainerException(
        "a grant of epsilon "
            + training.grant().epsilon()
            + " at delta "
            + training.grant().delta()
            + " cannot pay for this training, whatever the noise",
        "Grant more, or take fewer steps");
  }

  private static PrivacyEvent run(PrivateTraining training, double noiseMultiplier) {
    double rate = training.expectedBatch() / training.population();
    PrivacyEvent step = new PoissonSampled(rate, new Gaussian(noiseMultiplier));
    return training.steps() == 1 ? step : new SelfComposed(step, training.steps());
  }

  private static String digest(
      PrivateTraining training, double z, PrivateBlock block, String loss, String optimizer) {
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.put("kind", "lethe-djl-training-v1");
    plan.put("dataset", training.datasetId());
    plan.put("unit", training.unitTag());
    plan.put("maxContributions", training.maxContributions());
    plan.put("population", training.population());
    plan.put("epsilon", training.epsilon());
    plan.put("delta", training.delta());
    plan.put("clippingNorm", training.clippingNorm());
    plan.put("expectedBatch", training.expectedBatch());
    plan.put("noiseMultiplier", z);
    plan.put("steps", training.steps());
    plan.put("loss", loss);
    plan.put("optimizer", optimizer);
    for (TrainedParameter p : block.parameters()) {
      plan.withArray("parameters").add(p.path() + " " + p.shape());
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(CanonicalJson.bytes(plan)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
