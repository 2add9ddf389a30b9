package dev.lethe.cli;

import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.data.DataCommitment;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.report.Check;
import dev.lethe.report.DataEvidence;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.LogEvidence;
import dev.lethe.report.MalformedReportException;
import dev.lethe.report.ReportVerifier;
import dev.lethe.report.SignedReport;
import dev.lethe.report.Verification;
import dev.lethe.report.VerifyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Checks a report's signatures, trust, log proof and ledger chain, and recomputes its epsilon, offline.",
      "Exit code 0: every check made has passed; 4: a check failed. What was not checked is named, never passed.",
      "Example: lethe verify out/bc/report.dsse.json --model out/bc/model --trust auditor/operator.pub"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "REPORT", description = "A report.dsse.json file.")
  Path report = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "KEY",
      arity = "1..*",
      description = "Public key files to trust instead of LETHE_HOME/trust.")
  List<Path> trust = List.of();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The released model, to compare digests.")
  @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      arity = "1..2",
      description =
          "The data (images, then labels), to compare with the report's commitment or digest.")
  List<Path> data = List.of();

  @Option(
      names = "--salt",
      paramLabel = "FILE",
      description =
          "What opens the commitment (default: the operator's own, in LETHE_HOME/keys/commitments).")
  @Nullable Path salt;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint (or another report) of the same log that you kept; passes if --proof links it.")
  List<Path> checkpoints = List.of();

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "A proof from lethe log consistency; may be given more than once.")
  List<Path> proofs = List.of();

  @Option(
      names = "--witness",
      paramLabel = "KEY",
      arity = "1..*",
      description = "Public key files of witnesses whose cosignature on the log is required.")
  List<Path> witnesses = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    try {
      byte[] file = read();
      VerifyOptions options =
          VerifyOptions.trusting(EvidenceFiles.trust(trust))
              .withLog(
                  new LogEvidence(
                      EvidenceFiles.notes(checkpoints),
                      EvidenceFiles.proofs(proofs),
                      EvidenceFiles.witnesses(witnesses)));
      if (model != null) {
        options = options.withModel(model);
      }
      if (!data.isEmpty()) {
        options = options.withData(evidence(file));
      }
      Verification verification = ReportVerifier.verify(file, options);
      print(verification);
      return (verification.passed() ? ExitCode.DONE : ExitCode.NOT_VERIFIED).code();
    } catch (IOException e) {
      throw Failures.outside("the report was not checked", e);
    }
  }

  private byte[] read() throws IOException {
    if (!Files.exists(report)) {
      throw CommandException.badUsage(report + " does not exist; name a report.dsse.json file");
    }
    if (Files.isDirectory(report)) {
      throw CommandException.badUsage(
          report + " is a folder; name the file in it: " + report.resolve("report.dsse.json"));
    }
    if (Files.size(report) > SignedReport.MAX_BYTES) {
      throw new CommandException(
          ExitCode.NOT_VERIFIED,
          report + " is longer than any report (" + SignedReport.MAX_BYTES + " bytes)");
    }
    return DurableFiles.readBounded(report, SignedReport.MAX_BYTES);
  }

  /**
   * What can be recomputed from the data at hand: the plain digest always, the commitment with its
   * salt.
   */
  private DataEvidence evidence(byte[] file) throws IOException {
    for (Path path : data) {
      String name = path.toString();
      int entry = name.indexOf('!');
      if (!Files.exists(entry < 0 ? path : Path.of(name.substring(0, entry)))) {
        throw CommandException.badUsage("--data " + path + " does not exist");
      }
    }
    Optional<String> digest = Optional.empty();
    if (data.size() == 1) {
      digest =
          Optional.of(
              HexFormat.of()
                  .formatHex(Digests.sha256(Content.file(data.get(0)), ReadLimits.standard())));
    }
    Optional<EpsilonStatement> statement = statement(file);
    Optional<Path> opener =
        salt != null ? Optional.of(salt) : statement.flatMap(VerifyCommand::ownSalt);
    DataEvidence.Opening opening = DataEvidence.Opening.NOT_TRIED;
    if (opener.isPresent() && statement.isPresent()) {
      boolean opens =
          DataCommitment.verify(
              data, Commitments.salt(opener.get()), statement.get().data().commitment());
      opening = opens ? DataEvidence.Opening.OPENS : DataEvidence.Opening.DOES_NOT_OPEN;
    }
    return new DataEvidence(opening, digest);
  }

  private static Optional<EpsilonStatement> statement(byte[] file) {
    try {
      return Optional.of(SignedReport.parse(file).statement());
    } catch (MalformedReportException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> ownSalt(EpsilonStatement statement) {
    String runId = statement.issuance().runId();
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      return Optional.empty();
    }
    return Optional.of(new Commitments(LetheHome.fromEnvironment()).file(runId))
        .filter(Files::exists);
  }

  private void print(Verification verification) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Output.json(out, verification.toJson());
      return;
    }
    for (Check check : verification.checks()) {
      String mark =
          switch (check.status()) {
            case PASSED -> "passed     ";
            case FAILED -> "FAILED     ";
            case NOT_CHECKED -> "notChecked ";
          };
      out.printf("%s %-22s %s%n", mark, check.name(), check.reason());
    }
    out.println(
        verification.passed()
            ? "VERIFIED: "
                + verification.count(Check.Status.PASSED)
                + " checks passed, "
                + verification.count(Check.Status.NOT_CHECKED)
                + " not checked"
            : "NOT VERIFIED: " + verification.count(Check.Status.FAILED) + " checks failed");
    out.flush();
  }
}
