package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.Checkpoint;
import dev.lethe.crypto.log.ConsistencyProof;
import dev.lethe.crypto.log.Cosignature;
import dev.lethe.crypto.log.LogCosignatures;
import dev.lethe.crypto.log.LogReader;
import dev.lethe.report.Check;
import dev.lethe.report.HistoryComparison;
import dev.lethe.report.HistoryEvidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "log",
    description = {
      "The append-only log of signed reports: checkpoints to give away, proofs that it only grew,",
      "and the comparison by which two people find out whether they were shown different histories."
    },
    subcommands = {
      LogCommand.ShowCheckpoint.class,
      LogCommand.Consistency.class,
      LogCommand.Compare.class,
      LogCommand.AddCosignature.class
    })
final class LogCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static OperatorLog log() {
    return new OperatorLog(LetheHome.fromEnvironment());
  }

  @Command(
      name = "checkpoint",
      description = {
        "The log's signed checkpoint, with its cosignatures if the newest one has any.",
        "Whoever keeps it can later demand a proof that the log still begins with what it covers."
      })
  static final class ShowCheckpoint implements Runnable {
    @ParentCommand LogCommand parent = new LogCommand();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "A new file (default: standard output).")
    @Nullable Path out;

    @Override
    public void run() {
      try {
        LogReader reader = log().read();
        Optional<String> cosigned =
            LogCosignatures.note(LetheHome.fromEnvironment().log())
                .filter(n -> Checkpoint.unverified(n).size() == reader.checkpoint().size());
        cosigned.ifPresent(n -> reader.requireHolds(Checkpoint.unverified(n)));
        Output.text(parent.out(), cosigned.orElse(reader.note()), out);
      } catch (IOException e) {
        throw Failures.outside("the log was not read", e);
      }
    }
  }

  @Command(
      name = "consistency",
      description = {
        "Proves that an older checkpoint covers a prefix of a newer one (default: the log as it is).",
        "The proof is verified offline, with the operator's public key alone, by lethe log compare,",
        "lethe verify --proof, or a witness; it has the form of a C2SP tlog-witness request.",
        "Example: lethe log consistency kept.checkpoint --out kept.proof"
      })
  static final class Consistency implements Runnable {
    @ParentCommand LogCommand parent = new LogCommand();

    @Parameters(
        index = "0",
        paramLabel = "OLD",
        description = "A checkpoint file, a report, or a number of entries.")
    String older = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "NEW",
        description = "A newer checkpoint file or report of this log.")
    @Nullable Path newer;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "A new file (default: standard output).")
    @Nullable Path out;

    @Override
    public void run() {
      try {
        LogReader reader = log().read();
        long size = size(reader);
        ConsistencyProof proof =
            newer == null
                ? reader.consistency(size)
                : reader.consistency(size, EvidenceFiles.note(newer));
        Output.text(parent.out(), proof.toString(), out);
      } catch (IllegalArgumentException e) {
        throw CommandException.badUsage(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw Failures.outside("the log was not read", e);
      }
    }

    private long size(LogReader reader) throws IOException {
      if (older.matches("[0-9]{1,18}")) {
        return Long.parseLong(older);
      }
      Checkpoint checkpoint = Checkpoint.unverified(EvidenceFiles.note(Path.of(older)));
      reader.requireHolds(checkpoint);
      return checkpoint.size();
    }
  }

  @Command(
      name = "compare",
      description = {
        "Whether two checkpoints or reports can be of one history: offline, without the log.",
        "Two reports are compared by their ledger lines too.",
        "Exit code 0: one log holds both; 4: they contradict each other; 2: nothing shows either."
      })
  static final class Compare implements Callable<Integer> {
    @ParentCommand LogCommand parent = new LogCommand();

    @Parameters(index = "0", paramLabel = "A", description = "A checkpoint file or a report.")
    Path one = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    Path other = Path.of("");

    @Option(
        names = "--proof",
        paramLabel = "FILE",
        description = "A proof from lethe log consistency; may be given more than once.")
    List<Path> proofs = List.of();

    @Option(
        names = "--trust",
        paramLabel = "KEY",
        arity = "1..*",
        description = "Public key files to trust instead of LETHE_HOME/trust.")
    List<Path> trust = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
      try {
        TrustStore trusted = EvidenceFiles.trust(trust);
        HistoryComparison found =
            HistoryComparison.of(
                HistoryEvidence.of(EvidenceFiles.read(one), trusted),
                HistoryEvidence.of(EvidenceFiles.read(other), trusted),
                EvidenceFiles.proofs(proofs));
        print(found);
        return switch (found.outcome()) {
          case CONSISTENT -> ExitCode.DONE.code();
          case CONTRADICTED -> ExitCode.NOT_VERIFIED.code();
          case UNKNOWN -> ExitCode.BAD_USAGE.code();
        };
      } catch (IOException e) {
        throw Failures.outside("nothing was compared", e);
      }
    }

    private void print(HistoryComparison found) {
      PrintWriter out = parent.out();
      if (json) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("outcome", found.outcome().tag());
        ArrayNode checks = node.putArray("checks");
        for (Check check : found.checks()) {
          checks
              .addObject()
              .put("name", check.name())
              .put("status", check.status().tag())
              .put("reason", check.reason());
        }
        Output.json(out, node);
        return;
      }
      for (Check check : found.checks()) {
        out.printf("%-11s %-10s %s%n", check.status().tag(), check.name(), check.reason());
      }
      out.println(
          switch (found.outcome()) {
            case CONSISTENT -> "CONSISTENT: one log holds both";
            case CONTRADICTED ->
                "CONTRADICTED: keep both files; together they show it to anybody who trusts the key";
            case UNKNOWN -> "CANNOT TELL: nothing contradicts, and nothing shows one history";
          });
      out.flush();
    }
  }

  @Command(
      name = "add-cosignature",
      description = {
        "Keeps beside the log what witnesses cosigned; reports signed afterwards carry it.",
        "Example: lethe log add-cosignature cosigned.checkpoint --witness auditor.pub"
      })
  static final class AddCosignature implements Runnable {
    @ParentCommand LogCommand parent = new LogCommand();

    @Parameters(
        index = "0",
        paramLabel = "FILE",
        description = "The checkpoint as it came back from the witnesses.")
    Path file = Path.of("");

    @Option(
        names = "--witness",
        paramLabel = "KEY",
        required = true,
        arity = "1..*",
        description = "Public key files of the witnesses whose cosignatures it must carry.")
    List<Path> witnesses = List.of();

    @Override
    public void run() {
      LetheHome home = LetheHome.fromEnvironment();
      try {
        log().read();
        List<Cosignature> added =
            LogCosignatures.add(
                home.log(),
                EvidenceFiles.note(file),
                EvidenceFiles.witnesses(witnesses),
                TrustStore.load(home.trust()).list());
        for (Cosignature cosignature : added) {
          parent
              .out()
              .printf(
                  "%s cosigned the first %d entries at %s%n",
                  cosignature.witness().name(),
                  cosignature.checkpoint().size(),
                  cosignature.time());
        }
        parent.out().flush();
      } catch (IOException e) {
        throw Failures.outside("the cosignatures were not kept", e);
      }
    }
  }
}
