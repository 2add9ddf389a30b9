package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.seal.SealKey;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingRules;
import dev.lethe.training.djl.Network;
import dev.lethe.training.djl.TestEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's checkpoint carries the norm that its clipping had come to. */
class AdaptiveResumeTest {
  private static final ClippingSpec.Adaptive SPEC =
      new ClippingSpec.Adaptive(1, 0.25, 4, 0.5, 0.2, 5);
  private static final TrainingPlan PLAN = Plans.logistic(8);
  private static final Network NETWORK =
      Network.of(PLAN.spec().model(), PLAN.features(), PLAN.outputs());

  @TempDir Path folder;
  private final SealKey key = SealKey.generate(new SecureRandom());
  private PrivacyLedger ledger;
  private LedgerRun run;
  private Checkpoint checkpoint;

  @BeforeEach
  void begin() {
    ledger =
        PrivacyLedger.open(
            new LedgerPaths(folder.resolve("ledger"), folder.resolve("witness")),
            new Population("made-up", "column:person", NeighbouringRelation.ADD_OR_REMOVE_ONE));
    ledger.grant(new GrantTerms(8, 1e-4));
    run = ledger.begin(PLAN.terms("run-1"));
    checkpoint =
        new Checkpoint(
            new TrainingIo(folder.resolve("checkpoint"), key), "run-1", PLAN.specDigest());
  }

  @AfterEach
  void close() {
    ledger.close();
    key.close();
  }

  private TrainingLoop loop(AdaptiveClip clip) {
    return new TrainingLoop(
        PLAN, NETWORK, new StepCharges.OfRun(run), Optional.of(checkpoint), Optional.of(clip));
  }

  @Test
  void aRestoredRunGoesOnWithTheNormOfItsLastCheckpoint() {
    AdaptiveClip clip = new AdaptiveClip(SPEC, 200);
    StopSignal stop = new StopSignal();
    try (NoiseSource noise = ExactRoundedGaussian.secure();
        ClippedGradients gradients =
            ClippedGradients.open(
                TestEngine.get(), NETWORK, new ClippingRules(1, Plans.RECORDS, 200, 64));
        NoisedSteps steps =
            new NoisedSteps(PLAN, Plans.data(50, 2, 1), gradients, noise, Optional.empty())) {
      boolean finished =
          loop(clip)
              .run(
                  steps,
                  stop,
                  event -> {
                    clip.follow(0.9);
                    if (event.stepsDone() == 3) {
                      stop.request();
                    }
                  });
      assertThat(finished).isFalse();
    }
    assertThat(clip.norm()).isBetween(0.75, 0.8);

    AdaptiveClip restored = new AdaptiveClip(SPEC, 200);
    assertThat(loop(restored).stepsDone()).isEqualTo(3);
    assertThat(restored.norm()).isEqualTo(clip.norm());
    clip.follow(0.1);
    restored.follow(0.1);
    assertThat(restored.norm()).isEqualTo(clip.norm());
  }

  @Test
  void aNormOutsideTheSpecsBoundsIsRefused() {
    for (double norm : new double[] {0.2, 5, Double.NaN}) {
      checkpoint.write(new TrainingState(0, new double[6], new double[6], norm));
      assertThatThrownBy(() -> loop(new AdaptiveClip(SPEC, 200)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("not within the spec's bounds");
    }
  }
}
