import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PldAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Answers each line "rate noise steps delta" with "lower upper nanoseconds cpu-nanoseconds". */
public class Ours {
  public static void main(String[] args) throws java.io.IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] at = line.split(" ");
      long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
      long began = System.nanoTime();
      EpsilonBound bound =
          PldAccountant.standard()
              .epsilon(
                  new SelfComposed(
                      new PoissonSampled(
                          Double.parseDouble(at[0]), new Gaussian(Double.parseDouble(at[1]))),
                      Long.parseLong(at[2])),
                  NeighbouringRelation.ADD_OR_REMOVE_ONE,
                  Double.parseDouble(at[3]));
      long wall = System.nanoTime() - began;
      cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - cpu;
      System.out.println(
          bound.lower().orElseThrow() + " " + bound.epsilon() + " " + wall + " " + cpu);
    }
  }
}
