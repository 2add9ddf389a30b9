import dev.lethe.privacy.opendp.Atom;
import dev.lethe.privacy.opendp.Domain;
import dev.lethe.privacy.opendp.Domains;
import dev.lethe.privacy.opendp.Measurement;
import dev.lethe.privacy.opendp.Measurements;
import dev.lethe.privacy.opendp.Metric;
import dev.lethe.privacy.opendp.Metrics;
import dev.lethe.privacy.opendp.Transformation;
import dev.lethe.privacy.opendp.Transformations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Our side of the comparison: runs what compare.py asks for, one line in, one line out. */
final class Worker {

  private static final Domain<Double> FLOATS =
      Domains.atomDomain(Atom.F64, Domains.AtomDomainOptions.<Double>defaults().withNan(false));
  private static final Metric<Double> FLOAT_DISTANCE = Metrics.absoluteDistance(Atom.F64);
  private static final Domain<long[]> VECTORS = Domains.vectorDomain(Domains.atomDomain(Atom.I64));
  private static final Metric<Long> L1 = Metrics.l1Distance(Atom.I64);

  private Worker() {}

  public static void main(String[] arguments) throws IOException {
    var scalar = Measurements.makeLaplace(FLOATS, FLOAT_DISTANCE, 10.0);
    var whole =
        Measurements.makeLaplace(
            Domains.atomDomain(Atom.I64), Metrics.absoluteDistance(Atom.I64), 10.0);
    Measurement<long[], Long, long[], Double> vector = Measurements.makeLaplace(VECTORS, L1, 10.0);
    Transformation<long[], Long, long[], Long> identity =
        Transformations.makeIdentity(VECTORS, L1);
    long[] thousand = new long[1000];
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      int times = words.length > 1 ? Integer.parseInt(words[1]) : 0;
      System.out.println(
          switch (words[0]) {
            case "float" -> timed(times, i -> scalar.invoke(1.0));
            case "integer" -> timed(times, i -> whole.invoke(1L));
            case "vector" -> timed(times, i -> vector.invoke(thousand));
            case "crossing" -> timed(times, i -> identity.invoke(thousand));
            case "map" -> timed(times, i -> scalar.map(1.0));
            case "construct" ->
                timed(times, i -> Measurements.makeLaplace(FLOATS, FLOAT_DISTANCE, 10.0).close());
            case "resident" -> String.valueOf(resident());
            case "noise" -> join(vector.invoke(new long[times]));
            case "loss" ->
                String.format(
                    Locale.ROOT,
                    "%s %s",
                    Double.toHexString(
                        Measurements.makeLaplace(VECTORS, L1, Double.parseDouble(words[2]))
                            .map((long) times)),
                    Double.toHexString(
                        Measurements.makeGaussian(
                                VECTORS,
                                Metrics.l2Distance(Atom.I64),
                                Double.parseDouble(words[2]))
                            .map((long) times)));
            default -> throw new IllegalArgumentException(line);
          });
      System.out.flush();
    }
  }

  private static String timed(int times, IntConsumer action) {
    var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      action.accept(i);
    }
    double wall = (System.nanoTime() - began) * 1e-9;
    return wall + " " + (process.getProcessCpuTime() - cpu) * 1e-9;
  }

  private static long resident() throws IOException {
    System.gc();
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]) * 4096;
  }

  private static String join(long[] values) {
    StringBuilder text = new StringBuilder();
    for (long value : values) {
      text.append(value).append(' ');
    }
    return text.toString().trim();
  }
}
