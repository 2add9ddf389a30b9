package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.spec.ModelSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookKeepingTest {

  @Test
  void thousandsOfStepsLeaveNoArrayBehind() {
    Network network = Network.of(new ModelSpec.Mlp(List.of(3), ModelSpec.Activation.TANH), 4, 1);
    float[] parameters = new float[network.dimension()];
    try (BookKeeping program = new BookKeeping(TestEngine.get(), network, 16)) {
      float[] inputs = new float[program.rows() * program.inputStride()];
      float[] targets = new float[program.rows() * program.targetStride()];
      program.load(parameters);
      program.run(inputs, targets);
      int before = program.managedArrays();
      for (int step = 0; step < 3000; step++) {
        program.load(parameters);
        program.run(inputs, targets);
      }
      assertThat(program.managedArrays()).isEqualTo(before);
    }
  }
}
