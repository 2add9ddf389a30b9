import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.noise.NativeRoundedGaussian;
import dev.lethe.privacy.opendp.Atom;
import dev.lethe.privacy.opendp.Domains;
import dev.lethe.privacy.opendp.Measurement;
import dev.lethe.privacy.opendp.Measurements;
import dev.lethe.privacy.opendp.Metrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Everything that draws in a JVM: runs what compare.py asks for, one line in, one line out. */
final class Worker {
  /** In grid steps, as for a model of half a million parameters. */
  private static final double S = 0x1p30;

  private Worker() {}

  /** Fills an array with integers of deviation S. */
  private interface Drawing {
    void fill(long[] out);
  }

  public static void main(String[] arguments) throws IOException {
    NoiseSource kernel = NativeRoundedGaussian.secure();
    NoiseSource exact = ExactRoundedGaussian.secure();
    SecureRandom random = new SecureRandom();
    Measurement<long[], Long, long[], Double> openDp =
        Measurements.makeGaussian(
            Domains.vectorDomain(Domains.atomDomain(Atom.I64)), Metrics.l2Distance(Atom.I64), S);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      Drawing drawing =
          switch (words[1]) {
            case "kernel" -> out -> kernel.fillRoundedGaussian(S, out);
            case "exact" -> out -> exact.fillRoundedGaussian(S, out);
            case "securerandom" -> out -> fill(random, out);
            case "opendp" -> out -> System.arraycopy(openDp.invoke(out), 0, out, 0, out.length);
            default -> throw new IllegalArgumentException(line);
          };
      int values = Integer.parseInt(words[2]);
      System.out.println(
          switch (words[0]) {
            case "time" -> timed(drawing, values, Integer.parseInt(words[3]));
            case "moments" -> moments(drawing, values);
            case "describe" -> kernel.description();
            default -> throw new IllegalArgumentException(line);
          });
      System.out.flush();
    }
  }

  private static void fill(SecureRandom random, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.round(S * random.nextGaussian());
    }
  }

  private static String timed(Drawing drawing, int values, int calls) {
    // One thread draws; the process's own clock of CPU time is ten milliseconds coarse.
    var threads = ManagementFactory.getThreadMXBean();
    long[] out = new long[values];
    drawing.fill(out);
    java.util.Arrays.fill(out, 0);
    long cpu = threads.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      drawing.fill(out);
    }
    double wall = (System.nanoTime() - began) * 1e-9;
    return wall + " " + (threads.getCurrentThreadCpuTime() - cpu) * 1e-9;
  }

  private static String moments(Drawing drawing, int values) {
    long[] out = new long[values];
    drawing.fill(out);
    double[] sums = new double[5];
    for (long draw : out) {
      double z = draw / S;
      sums[1] += z;
      sums[2] += z * z;
      sums[3] += z * z * z;
      sums[4] += z * z * z * z;
    }
    return sums[1] / values + " " + sums[2] / values + " " + sums[3] / values + " " + sums[4] / values;
  }
}
