package dev.lethe.examples;

import dev.lethe.cli.Lethe;
import dev.lethe.cli.LetheHome;
import dev.lethe.cli.TrainingOutcome;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.OptimizerSpec;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.spec.TrainingSpecs;
import dev.lethe.spec.UnitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains a tumour classifier from Java at epsilon 1, without a spec file. */
public final class TumourModel {
  public static void main(String[] args) throws IOException {
    TrainingSpec spec =
        TrainingSpecs.builder()
            .name("tumours")
            .source("catalog:breast-cancer-wisconsin")
            .binaryLabel("diagnosis", "malignant")
            .numeric("worst_radius", 5, 35, "UCI 17: image units")
            .numeric("worst_concave_points", 0, 0.3, "UCI 17: share of the outline")
            .privacyUnit(new UnitSpec.Row())
            .population(455, "UCI 17: 569 patients, 80 % of them train")
            .privacy(1.0, 1e-4)
            .expectedBatch(114)
            .clippingNorm(0.3)
            .model(new ModelSpec.LogisticRegression())
            .optimizer(new OptimizerSpec.Sgd(0.5, 0))
            .steps(60)
            .grant(3, 1e-4)
            .build();
    Path state = Path.of(args.length > 0 ? args[0] : "out/state");
    TrainingOutcome outcome = Lethe.open(LetheHome.at(state)).train(spec);
    System.out.printf("epsilon %.3f at delta %s%n", outcome.epsilon(), outcome.delta());
    Files.write(state.resolve("tumours.dsse.json"), outcome.report().bytes());
  }
}
