package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.spec.ModelSpec;
import dev.lethe.training.blocks.BlockProgram;
import dev.lethe.training.blocks.RowBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockProgramTest {

  @Test
  void thousandsOfStepsLeaveNoArrayBehind() {
    Network network = Network.of(new ModelSpec.Mlp(List.of(3), ModelSpec.Activation.TANH), 4, 1);
    float[] parameters = new float[network.dimension()];
    try (BlockProgram program = Programs.of(TestEngine.get(), network)) {
      RowBatch batch = new RowBatch(16, program.inputWidth(), program.targetWidth());
      program.load(parameters);
      program.run(16, batch).close();
      int before = program.managedArrays();
      for (int step = 0; step < 3000; step++) {
        program.load(parameters);
        program.run(16, batch).close();
      }
      assertThat(program.managedArrays()).isEqualTo(before);
    }
  }

  @Test
  void parametersLieAsTheNetworkHasThem() {
    for (int seed = 0; seed < 16; seed++) {
      Network network = RandomCase.of(seed).network();
      List<Integer> offsets = Programs.offsets(TestEngine.get(), network);
      for (int p = 0; p < network.parameters().size(); p++) {
        assertThat(offsets.get(2 * p)).isEqualTo(network.parameters().get(p).offset());
        assertThat(offsets.get(2 * p + 1)).isEqualTo(network.parameters().get(p).biasOffset());
      }
      assertThat(offsets.get(offsets.size() - 1)).isEqualTo(network.dimension());
    }
  }
}
