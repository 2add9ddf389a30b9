package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.LogReader;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.report.Check;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.ReportSigner;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SearchPlanCompiler;
import dev.lethe.spec.SpecReader;
import dev.lethe.training.ForcedTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator says of a search must be what the ledger and the spec say. */
final class SearchReportTest {
  private static final String SEARCH =
      """
      search:
        trials: { law: logarithmic, mean: 3 }
        space: { optimizer.learningRate: [0.4, 0.5], privacy.clipping.norm: [0.5, 1.5] }
        score: { metric: auc, epsilon: 0.3 }
      """;

  @TempDir Path folder;

  @Test
  void refusesSettingsThatTheSpecDoesNotOfferAndAClippingNormThatWasNotChosen() throws IOException {
    LetheHome home = LetheHome.at(folder.resolve("home"));
    EpsilonStatement honest = search(home);
    assertThat(failures(home, honest.toJson())).isEmpty();

    ObjectNode other = honest.toJson();
    value(other, 0).putArray("texts").add("0.7");
    assertThat(failures(home, other)).containsExactly("search");

    ObjectNode fewer = honest.toJson();
    ((ArrayNode) fewer.at("/parts/0/values")).remove(0);
    assertThat(failures(home, fewer)).containsExactly("search");

    ObjectNode clipped = honest.toJson();
    String chosen = value(clipped, 1).at("/texts/0").asText();
    value(clipped, 1).putArray("texts").add(chosen.equals("1.5") ? "0.5" : "1.5");
    assertThat(failures(home, clipped)).containsExactly("spec-agrees");

    ObjectNode steps = honest.toJson();
    ((ObjectNode) steps.get("steps")).put("charged", 41);
    assertThat(failures(home, steps)).contains("steps");
  }

  private static ObjectNode value(ObjectNode statement, int index) {
    return (ObjectNode) statement.at("/parts/0/values/" + index);
  }

  private EpsilonStatement search(LetheHome home) throws IOException {
    TinyRun tiny = TinyRun.in(Files.createDirectories(folder.resolve("inputs")));
    tiny.writeSpec(TinyRun.spec().replace("evaluation: unprotected", "evaluation: none") + SEARCH);
    SearchPlan plan =
        SearchPlanCompiler.compile(SpecReader.readLocated(Path.of(tiny.specFile()), List.of()));
    RunDirectory directory =
        RunDirectory.create(
            folder.resolve("out"),
            new RunDirectory.State(
                "run", "tiny-people", plan.specDigest(), plan.noiseMultiplier()));
    return new SearchSession(
            home, plan, "run", new ForcedTrials(EngineCache.folder(), 2)::search, Optional.empty())
        .run(new DataAccess(home, line -> {}).load(plan.spec().data()), new ToFolder(directory))
        .orElseThrow()
        .run()
        .report()
        .statement();
  }

  /** The names of the checks that fail once the operator has signed this. */
  private static List<String> failures(LetheHome home, ObjectNode statement) throws IOException {
    try (OperatorKey key = new Keyring(home).loadOrCreate("operator");
        TransparencyLog log =
            TransparencyLog.open(
                home.log(),
                LogReader.origin(home.log()),
                key,
                TrustStore.load(home.trust()).list())) {
      return Lethe.open(home)
          .verify(ReportSigner.sign(EpsilonStatement.fromJson(statement), key, log))
          .checks()
          .stream()
          .filter(check -> check.status() == Check.Status.FAILED)
          .map(Check::name)
          .toList();
    }
  }
}
