package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.data.read.RowSource;
import dev.lethe.report.ReportVerifier;
import dev.lethe.report.SignedReport;
import dev.lethe.report.Verification;
import dev.lethe.report.VerifyOptions;
import dev.lethe.spec.PlanCompiler;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.StopSignal;
import dev.lethe.training.TrainingListener;
import dev.lethe.training.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lethe from Java: whatever it trains is charged to the ledger of its home before it happens, and
 * comes with a signed report.
 *
 * <p>The model and the report are handed back and not written anywhere; ledger, keys and log stay
 * in the home.
 */
public final class Lethe {
  private final LetheHome home;

  private Lethe(LetheHome home) {
    this.home = home;
  }

  /** Lethe with its state in the given home. */
  public static Lethe open(LetheHome home) {
    return new Lethe(home);
  }

  /**
   * Trains on the data that the spec names.
   *
   * @throws dev.lethe.spec.PlanException if the spec has no sound plan
   * @throws dev.lethe.data.read.DataException if the data is not what the spec declares
   * @throws dev.lethe.privacy.ledger.LedgerException if the budget does not pay for it, or the
   *     ledger cannot be trusted
   * @throws UncheckedIOException if a disk fails
   */
  public TrainingOutcome train(TrainingSpec spec) {
    try {
      return train(PlanCompiler.compile(spec), data().load(spec.data()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains on rows that the program hands in; the spec's source only names them. */
  public TrainingOutcome train(TrainingSpec spec, RowSource rows) {
    try {
      return train(PlanCompiler.compile(spec), data().load(spec.data(), rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks a report against the keys that this home trusts. */
  public Verification verify(SignedReport report) {
    try {
      return ReportVerifier.verify(
          report.bytes(), VerifyOptions.trusting(TrustStore.load(home.trust())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainingOutcome train(TrainingPlan plan, RunData data) throws IOException {
    Path scratch = Files.createTempDirectory("lethe-run-");
    try {
      return new TrainingSession(
              home,
              plan,
              UUID.randomUUID().toString(),
              TrainingListener.silent(),
              new StopSignal(),
              Optional.empty())
          .run(data, new InMemory(scratch.resolve("checkpoint.sealed"), new HashMap<>()));
    } finally {
      Files.deleteIfExists(scratch.resolve("checkpoint.sealed"));
      Files.deleteIfExists(scratch);
    }
  }

  private DataAccess data() {
    return new DataAccess(home, line -> {});
  }

  /** The caller is the only destination: nothing outlives this process but the ledger. */
  private record InMemory(Path checkpoint, Map<String, JsonNode> values)
      implements TrainingSession.Destination, Releases.Store {
    @Override
    public Releases.Store released() {
      return this;
    }

    @Override
    public Optional<JsonNode> find(String part) {
      return Optional.ofNullable(values.get(part));
    }

    @Override
    public void keep(String part, JsonNode value) {
      values.put(part, value);
    }

    @Override
    public void keep(TrainingResult result) {}

    @Override
    public void keepPartial(TrainingResult partial) {}

    @Override
    public TrainingResult kept() {
      throw new IllegalStateException("a run that was begun here cannot have completed before");
    }
  }
}
