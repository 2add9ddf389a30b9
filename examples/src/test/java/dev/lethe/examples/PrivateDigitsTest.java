package dev.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import dev.lethe.training.trainer.PrivateResult;
import dev.lethe.training.trainer.PrivateTrainer;
import dev.lethe.training.trainer.PrivateTraining;
import dev.lethe.training.trainer.PublicData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateDigitsTest {
  @TempDir Path home;

  @Test
  void differsFromThePlainProgramInThreeLines() throws IOException {
    List<String> plain = body("PlainDigits");
    List<String> changed = new ArrayList<>(body("PrivateDigits"));
    changed.removeAll(plain);
    assertThat(changed).hasSize(3);
  }

  private static List<String> body(String name) throws IOException {
    return Files.readAllLines(Path.of("src/main/java/dev/lethe/examples/" + name + ".java"))
        .stream()
        .filter(line -> line.startsWith("  "))
        .toList();
  }

  @Test
  void readsDigitsAtEpsilonThree() throws Exception {
    String mirror = System.getenv("LETHE_DATA_MIRROR");
    assumeTrue(mirror != null, "LETHE_DATA_MIRROR is not set");
    try (Model model = Digits.model()) {
      ArrayDataset train = Digits.images(Path.of(mirror), model.getNDManager(), 0, 8000);
      ArrayDataset test = Digits.images(Path.of(mirror), model.getNDManager(), 8000, 10_000);
      // The program's own lines, but for the folder that a test may write to.
      PrivateTraining privacy =
          PrivateTraining.builder("mnist-8000", 8000, 3).delta(1e-5).epochs(8).home(home).build();
      try (PrivateTrainer trainer = PrivateTrainer.of(model, Digits.config(), privacy)) {
        trainer.initialize(new Shape(1, 784));
        PrivateResult result = trainer.fit(train, new PublicData(test, "MNIST"));
        assertThat(result.epsilon()).isLessThanOrEqualTo(3);
        assertThat(result.stepsCharged()).isEqualTo(250);
        assertThat(accuracy(model, test, trainer)).isGreaterThan(0.85);
      }
    }
  }

  private static double accuracy(Model model, ArrayDataset test, PrivateTrainer trainer)
      throws Exception {
    long right = 0;
    for (var batch : test.getData(model.getNDManager())) {
      try (batch) {
        var labels = batch.getLabels().head();
        var predicted = trainer.evaluate(batch.getData()).head().argMax(1);
        right += predicted.toType(labels.getDataType(), false).eq(labels).countNonzero().getLong();
      }
    }
    return right / 2000.0;
  }
}
