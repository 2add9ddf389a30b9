import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.noise.SecureNoise;
import dev.lethe.training.PrivateStep;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.RowLoss;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingRules;
import dev.lethe.training.djl.Clock;
import dev.lethe.training.djl.DjlEngine;
import dev.lethe.training.djl.EngineDoor;
import dev.lethe.training.djl.EngineOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our side: runs what compare.py asks for, one line in, one line out. */
final class Worker {
  /** Of every contender; the comparison is defined at two. */
  private static final int THREADS =
      Integer.parseInt(System.getenv().getOrDefault("BENCH_THREADS", "2"));

  private final DjlEngine engine;
  private final Path folder;
  private final Map<String, Case> cases = new HashMap<>();
  private final Map<String, Runnable> steps = new HashMap<>();
  private final Clock clock = new Clock();

  private record Case(String name, Models.Model model, double norm, UnitTable data) {}

  private Worker(Path folder) {
    this.folder = folder;
    this.engine = DjlEngine.start(new EngineOptions(folder.resolve("engine"), THREADS));
  }

  public static void main(String[] arguments) throws IOException {
    Worker worker = new Worker(Path.of(arguments[0]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(worker.answer(line.split(" ", -1)));
      System.out.flush();
    }
  }

  private String answer(String[] words) throws IOException {
    return switch (words[0]) {
      case "open" -> open(words[1], Double.parseDouble(words[2]));
      case "sum" -> sum(cases.get(words[1]), Path.of(words[2]));
      case "time" -> timed(step(words[1], words[2]), Integer.parseInt(words[3]));
      case "profile" -> profile(cases.get(words[1]), Integer.parseInt(words[2]));
      case "peak" -> peak();
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String open(String name, double norm) throws IOException {
    Models.Model model = Models.of(name);
    var features = bytes(name + ".features").asFloatBuffer();
    var labels = bytes(name + ".labels").asIntBuffer();
    float[] x = new float[features.remaining()];
    int[] y = new int[labels.remaining()];
    features.get(x);
    labels.get(y);
    byte[] ids = new byte[y.length * UnitTable.ID_BYTES];
    new Random(1).nextBytes(ids);
    int[] firstRows = IntStream.rangeClosed(0, y.length).toArray();
    int width = Math.toIntExact(model.input().size());
    cases.put(name, new Case(name, model, norm, new UnitTable(ids, firstRows, width, x, y)));
    return "ok";
  }

  private ByteBuffer bytes(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A fresh tree, so that no contender sees what another has trained. */
  private Models.Model initialized(Case c, NDManager manager) throws IOException {
    Models.Model model = Models.of(c.name);
    model.initialize(manager, folder.resolve(c.name + ".weights"));
    return model;
  }

  private PrivateBlock privatized(Case c, NDManager manager) throws IOException {
    Models.Model model = initialized(c, manager);
    return PrivateBlock.privatize(model.block(), model.asserted());
  }

  private ClippedGradients gradients(Case c, PrivateBlock block, boolean profiled) {
    Models.Model m = c.model;
    ClippingRules rules = new ClippingRules(c.norm, 1, m.batch(), 4096);
    RowLoss loss = new RowLoss.Softmax(m.classes());
    return profiled
        ? EngineDoor.open(engine, block, m.input(), loss, rules, clock)
        : ClippedGradients.open(engine, block, m.input(), loss, rules);
  }

  private String sum(Case c, Path out) throws IOException {
    try (NDManager manager = EngineDoor.manager(engine)) {
      PrivateBlock block = privatized(c, manager);
      try (ClippedGradients gradients = gradients(c, block, false)) {
        int[] units = IntStream.range(0, c.model.batch()).toArray();
        double[] sum = EngineDoor.rawSum(gradients, block.values(), c.data, units);
        ByteBuffer bytes = ByteBuffer.allocate(sum.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(sum);
        Files.write(out, bytes.array());
        return gradients.kernels() + ", at most " + gradients.unitsPerPass() + " units a pass";
      }
    }
  }

  private Runnable step(String name, String contender) throws IOException {
    String key = name + " " + contender;
    Runnable known = steps.get(key);
    if (known == null) {
      Case c = cases.get(name);
      known =
          switch (contender) {
            case "plain" -> plain(c);
            case "private" -> secret(c, SecureNoise.aheadOfTime(), ledger(), false);
            case "bookkeeping" -> secret(c, new PrivateStep.Silence(), null, false);
            default -> throw new IllegalArgumentException(contender);
          };
      steps.put(key, known);
    }
    return known;
  }

  private Runnable secret(Case c, NoiseSource noise, LedgerRun run, boolean profiled)
      throws IOException {
    try (NDManager manager = EngineDoor.manager(engine)) {
      PrivateBlock block = privatized(c, manager);
      ClippedGradients gradients = gradients(c, block, profiled);
      var step =
          new PrivateStep(
              c.data, gradients, block.values(), c.model.batch(), c.norm, noise, run, clock);
      return step::next;
    }
  }

  private LedgerRun ledger() throws IOException {
    Path home = Files.createTempDirectory(folder, "ledger");
    var paths = new LedgerPaths(home.resolve("ledger"), home.resolve("witness"));
    var population = new Population("bench", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE);
    PrivacyLedger ledger = PrivacyLedger.open(paths, population);
    ledger.grant(new GrantTerms(40, 1e-5));
    var part = new RunPart("training", new PoissonSampled(1 / 16.0, new Gaussian(PrivateStep.NOISE_MULTIPLIER)), 20_000);
    return ledger.begin(new RunTerms("bench", "ab".repeat(32), List.of(part), 1e-30));
  }

  /** DJL's own trainer, on a batch that the engine holds already. */
  private Runnable plain(Case c) throws IOException {
    Models.Model model = initialized(c, EngineDoor.manager(engine));
    Model whole = Model.newInstance(c.name, Device.cpu(), "PyTorch");
    whole.setBlock(model.block());
    Trainer trainer =
        whole.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build()));
    int n = model.batch();
    NDManager kept = trainer.getManager();
    float[] x = java.util.Arrays.copyOf(c.data.features(), n * c.data.width());
    NDArray input = kept.create(x).reshape(new Shape(n).addAll(model.input()));
    NDArray labels = kept.create(java.util.Arrays.copyOf(c.data.labels(), n)).toType(DataType.INT64, true);
    Loss loss = trainer.getLoss();
    return () -> {
      try (NDManager step = kept.newSubManager()) {
        NDArray features = input.duplicate();
        features.attach(step);
        NDArray targets = labels.duplicate();
        targets.attach(step);
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList output = trainer.forward(new NDList(features));
          collector.backward(loss.evaluate(new NDList(targets), output));
        }
        trainer.step();
      }
    };
  }

  private static String timed(Runnable step, int times) {
    var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      step.run();
    }
    double wall = (System.nanoTime() - began) * 1e-9;
    return wall + " " + (process.getProcessCpuTime() - cpu) * 1e-9;
  }

  /** Milliseconds a step, phase by phase. */
  private String profile(Case c, int times) throws IOException {
    Runnable step = secret(c, SecureNoise.aheadOfTime(), ledger(), true);
    timed(step, times);
    clock.reset();
    timed(step, times);
    return clock.nanos().entrySet().stream()
        .map(e -> String.format(java.util.Locale.ROOT, "%s=%.3f", e.getKey(), e.getValue() * 1e-6 / times))
        .collect(Collectors.joining(", "));
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\D", ""))
        .collect(Collectors.joining());
  }
}
