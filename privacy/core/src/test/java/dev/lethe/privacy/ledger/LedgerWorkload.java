package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Gaussian;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A process that trains: after each charge it says how many steps it may have released. */
final class LedgerWorkload {
  static final String RUN = "run";
  static final String LEARNING = "learn-vocabularies";
  static final int WINDOW = 3;

  private LedgerWorkload() {}

  /** Arguments: root, planned steps. */
  public static void main(String[] args) {
    long planned = Long.parseLong(args[1]);
    try (PrivacyLedger ledger =
        PrivacyLedger.open(Ledgers.paths(Path.of(args[0])), Ledgers.PATIENTS)) {
      if (ledger.grant().isEmpty()) {
        ledger.grant(Ledgers.GRANT);
      }
      say("open");
      Optional<RunSummary> before = ledger.view().runs().stream().findFirst();
      LedgerRun run =
          before.isPresent()
              ? ledger.resume(RUN, Ledgers.PLAN)
              : ledger.begin(
                  new RunTerms(
                      RUN,
                      Ledgers.PLAN,
                      List.of(
                          new RunPart(LEARNING, new ApproximateDp(0.1, 1e-12), 1),
                          new RunPart(Ledgers.TRAINING, new Gaussian(500), planned)),
                      1e-30));
      if (run.chargesLeft(LEARNING) > 0) {
        run.charge(LEARNING, 1);
        say("learned");
      }
      while (run.chargesLeft(Ledgers.TRAINING) > 0) {
        run.charge(Ledgers.TRAINING, Math.min(WINDOW, run.chargesLeft(Ledgers.TRAINING)));
        say("released " + run.charged(Ledgers.TRAINING));
      }
      run.finish(RunStatus.COMPLETED);
      LedgerChain.verify(run.range());
      say("completed");
    } catch (LedgerException e) {
      say(e.getClass().getSimpleName() + ": " + e.getMessage());
      Runtime.getRuntime().halt(5);
    }
  }

  /** One write, so that a kill cannot split what the reader sees. */
  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
