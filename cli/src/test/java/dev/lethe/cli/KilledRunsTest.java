package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.privacy.ledger.LedgerNotFoundException;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.spec.PlanPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training is killed again and again, at seeded points, and goes on until it is done: what the
 * ledger says was spent is never below the steps that were taken, and above them by one window a
 * kill at most; and every run ends in a report that verifies.
 *
 * <p>The steps taken are counted outside of all that could be lost, on standard error. {@code
 * -Dlethe.kill.points=50} asks for more points than the usual build tries.
 */
final class KilledRunsTest {
  private static final int POINTS = Integer.getInteger("lethe.kill.points", 12);
  private static final int STEPS = 16; // so few that each is a line on standard error
  private static final int WINDOW = 4;

  @TempDir Path folder;
  private String spec = "";
  private int starts;
  private int disks;

  @BeforeEach
  void writeTheSpec() throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    TinyRun tiny = TinyRun.in(inputs);
    tiny.writeSpec(
        TinyRun.spec()
            .replace("steps: 40", "steps: " + STEPS)
            .replace("ledgerWindow: 8", "ledgerWindow: " + WINDOW));
    spec = tiny.specFile();
  }

  /** A machine's disk, and what its ledger held at the last look. */
  private static final class Disk {
    Path root;
    long charged;

    Disk(Path root) {
      this.root = root;
    }

    Path out() {
      return root.resolve("out");
    }

    Path home() {
      return root.resolve("home");
    }

    boolean done() {
      return Files.exists(out().resolve("report.dsse.json"));
    }
  }

  @Test
  void chargesEveryStepThatWasTakenBeforeAKill() throws IOException, InterruptedException {
    Random random = new Random(20261123);
    int kills = 0;
    while (kills < POINTS) {
      Disk disk = new Disk(Files.createDirectory(folder.resolve("disk" + disks++)));
      while (kills < POINTS && !disk.done()) {
        Path err = folder.resolve("err" + starts++);
        Process process =
            process(disk).start(err.resolveSibling(err.getFileName() + ".out"), err, args(disk));
        if (killed(process, err, random)) {
          kills++;
        }
        look(disk, err);
      }
      complete(disk);
    }
  }

  /** Waits for a number of steps, perhaps none, and a moment more. */
  private static boolean killed(Process process, Path err, Random random)
      throws IOException, InterruptedException {
    int steps = random.nextInt(STEPS + 1);
    int moment = random.nextInt(60);
    while (process.isAlive() && taken(err) < steps) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    boolean ended = process.waitFor(moment, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    process.waitFor();
    return !ended;
  }

  @Test
  void chargesEveryStepThatWasTakenBeforeUnsyncedWritesWereLost()
      throws IOException, InterruptedException {
    Optional<UnsyncedLoss> loss = UnsyncedLoss.compile(folder);
    assumeTrue(loss.isPresent(), "gcc is missing: un-synced writes cannot be made to vanish");
    Random random = new Random(20261124);
    int kills = 0;
    while (kills < POINTS) {
      Disk disk = new Disk(Files.createDirectory(folder.resolve("disk" + disks++)));
      while (kills < POINTS && !disk.done()) {
        Path err = folder.resolve("err" + starts++);
        UnsyncedLoss.Machine machine =
            loss.get().start(folder.resolve("mirror" + starts), disk.root);
        int exit =
            wait(
                machine
                    .run(process(disk), 1 + random.nextInt(90))
                    .start(err.resolveSibling(err.getFileName() + ".out"), err, args(disk)));
        Path left = folder.resolve("disk" + disks++);
        machine.stop(left);
        disk.root = left;
        look(disk, err);
        if (exit == 137) {
          kills++;
        } else {
          assertThat(exit).as(Files.readString(err)).isZero();
        }
      }
      complete(disk);
    }
  }

  private static int wait(Process process) throws InterruptedException {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private LetheProcess process(Disk disk) {
    return LetheProcess.in(disk.home()).with("OMP_NUM_THREADS", "1");
  }

  private String[] args(Disk disk) {
    String out = disk.out().toString();
    return Files.exists(disk.out().resolve("run.json"))
        ? new String[] {"train", spec, "--out", out, "--resume"}
        : new String[] {"train", spec, "--out", out};
  }

  /** Holds the ledger against the steps that this process took. */
  private static void look(Disk disk, Path err) throws IOException {
    long charged = 0;
    try {
      charged =
          PrivacyLedger.read(TrainingSession.ledgerPaths(LetheHome.at(disk.home())), "tiny-people")
              .runs()
              .stream()
              .mapToLong(r -> r.charged(PlanPart.TRAINING))
              .sum();
    } catch (LedgerNotFoundException e) {
      assertThat(taken(err)).isZero();
    }
    long taken = taken(err);
    assertThat(charged - disk.charged).as(Files.readString(err)).isBetween(taken, taken + WINDOW);
    assertThat(charged).isLessThanOrEqualTo(STEPS);
    disk.charged = charged;
  }

  private static long taken(Path err) throws IOException {
    try (var lines = Files.lines(err)) {
      return lines.filter(line -> line.startsWith("step ")).count();
    }
  }

  private void complete(Disk disk) {
    if (!disk.done()) {
      process(disk).run(args(disk)).expect(ExitCode.DONE);
    }
    LetheProcess.Outcome verified =
        process(disk)
            .run(
                "verify",
                disk.out().resolve("report.dsse.json").toString(),
                "--model",
                disk.out().resolve("model").toString())
            .expect(ExitCode.DONE);
    assertThat(verified.out()).contains("epsilon-recomputed");
  }
}
