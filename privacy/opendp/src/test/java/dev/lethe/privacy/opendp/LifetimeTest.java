package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who owns what, and what happens at the edges. */
@NeedsLibrary
final class LifetimeTest {

  private static Measurement<long[], Long, long[], Double> laplace() {
    return Measurements.makeLaplace(
        Domains.vectorDomain(Domains.atomDomain(Atom.I64)), Metrics.l1Distance(Atom.I64), 1.0);
  }

  @Test
  void aPanicIsAnExceptionAndTheProcessLivesOn() {
    var odometer =
        Combinators.makeFullyAdaptiveComposition(
            Domains.mapDomain(Domains.atomDomain(Atom.STRING), Domains.atomDomain(Atom.I64)),
            Metrics.l01infDistance(Metrics.absoluteDistance(Atom.I64)),
            Measures.maxDivergence());
    try (var conversation = odometer.invoke(java.util.Map.of("a", 1L))) {
      // OpenDP copies the distance, and has not implemented that for triples.
      assertThatThrownBy(() -> conversation.privacyLoss(new PartitionDistance<>(1L, 1L, 1L)))
          .isInstanceOfSatisfying(
              OpenDpException.class,
              e -> {
                assertThat(e.variant()).isEqualTo(OpenDpException.Variant.PANIC);
                assertThat(e.text()).contains("unrecognized tuple length");
              });
    }
    assertThat(laplace().map(1L)).isEqualTo(1.0);
  }

  @Test
  void aClosedObjectRefusesEveryCall() {
    var measurement = laplace();
    measurement.close();
    measurement.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> measurement.invoke(new long[1]))
        .withMessage("This measurement is closed.");
    assertThatIllegalStateException().isThrownBy(() -> measurement.map(1L));
  }

  @Test
  void partsMayBeClosedBeforeTheWhole() {
    Measurement<long[], Long, long[], Double> measurement;
    try (var domain = Domains.vectorDomain(Domains.atomDomain(Atom.I64));
        var metric = Metrics.l1Distance(Atom.I64)) {
      measurement = Measurements.makeLaplace(domain, metric, 1.0);
    }
    assertThat(measurement.invoke(new long[4])).hasSize(4);
    assertThat(measurement.inputDomain())
        .isEqualTo(Domains.vectorDomain(Domains.atomDomain(Atom.I64)));
  }

  @Test
  void closingWhileOthersCallNeverFreesUnderThem() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 50; round++) {
        var measurement = laplace();
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          calls.add(
              pool.submit(
                  () -> {
                    int answered = 0;
                    try {
                      while (answered < 1000) {
                        answered += measurement.invoke(new long[8]).length / 8;
                      }
                    } catch (IllegalStateException closed) {
                      return answered;
                    }
                    return answered;
                  }));
        }
        measurement.close();
        for (Future<Integer> call : calls) {
          assertThat(call.get(60, TimeUnit.SECONDS)).isLessThanOrEqualTo(1000);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aForgottenCallbackIsLetGo() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    makeAndForget(gone);
    boolean done = false;
    for (int i = 0; i < 200 && !done; i++) {
      System.gc();
      done = gone.await(100, TimeUnit.MILLISECONDS);
    }
    assertThat(done).isTrue();
  }

  private static void makeAndForget(CountDownLatch gone) {
    Object captured = new Object();
    Cleaner.create().register(captured, gone::countDown);
    var function = Core.newFunction((Long value) -> value + (captured.hashCode() & 0), Atom.I64);
    assertThat(function.eval(Atom.I64, 3L)).isEqualTo(3L);
  }

  /**
   * One leaked copy of the vector in each round would be 320 MB; the bench counts small objects.
   */
  @Test
  void aVectorLeavesNothingBehind() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/statm")));
    var identity =
        Transformations.makeIdentity(
            Domains.vectorDomain(Domains.atomDomain(Atom.I64)), Metrics.symmetricDistance());
    long[] data = new long[100_000];
    for (int i = 0; i < 50; i++) {
      identity.invoke(data);
    }
    System.gc();
    long before = residentBytes();
    for (int i = 0; i < 400; i++) {
      assertThat(identity.invoke(data)).hasSize(data.length);
    }
    System.gc();
    assertThat(residentBytes() - before).isLessThan(128L << 20);
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(pages[1]) * 4096;
  }
}
