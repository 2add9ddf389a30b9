package dev.lethe.cli;

import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.report.HtmlReport;
import dev.lethe.report.ReportDiff;
import dev.lethe.report.ReportExport;
import dev.lethe.report.ReportVerifier;
import dev.lethe.report.SignedReport;
import dev.lethe.report.VerifyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description = "Shows, compares and exports reports. To check one, use lethe verify.",
    subcommands = {ReportCommand.Html.class, ReportCommand.Diff.class, ReportCommand.Export.class})
final class ReportCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static SignedReport read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw CommandException.badUsage(file + " is not a report file; name a report.dsse.json");
    }
    try {
      return SignedReport.parse(DurableFiles.readBounded(file, SignedReport.MAX_BYTES));
    } catch (IOException e) {
      throw Failures.outside("the report was not read", e);
    }
  }

  /** Writes to a new file, or to standard output. */
  private void print(String text, @Nullable Path file) {
    Output.text(out(), text, file);
  }

  @Command(name = "html", description = "The report as one page that loads nothing.")
  static final class Html implements Runnable {
    @ParentCommand ReportCommand parent = new ReportCommand();

    @Parameters(index = "0", paramLabel = "REPORT", description = "A report.dsse.json file.")
    Path file = Path.of("");

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "A new file (default: standard output).")
    @Nullable Path out;

    @Override
    public void run() {
      SignedReport report = read(file);
      try {
        TrustStore trust = TrustStore.load(LetheHome.fromEnvironment().trust());
        parent.print(
            HtmlReport.render(
                report, ReportVerifier.verify(report.bytes(), VerifyOptions.trusting(trust))),
            out);
      } catch (IOException e) {
        throw Failures.outside("the trusted keys could not be read", e);
      }
    }
  }

  @Command(name = "diff", description = "What two reports say differently.")
  static final class Diff implements Runnable {
    @ParentCommand ReportCommand parent = new ReportCommand();

    @Parameters(index = "0", paramLabel = "REPORT", description = "A report.dsse.json file.")
    Path left = Path.of("");

    @Parameters(index = "1", paramLabel = "REPORT", description = "Another one.")
    Path right = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      ReportDiff diff = ReportDiff.between(read(left).statement(), read(right).statement());
      if (json) {
        Output.json(parent.out(), diff.toJson());
      } else {
        parent.print(diff.toText(), null);
      }
    }
  }

  @Command(
      name = "export",
      description = "The signed statement as JSON, its Renyi curve as CSV, or its ledger lines.")
  static final class Export implements Runnable {
    @ParentCommand ReportCommand parent = new ReportCommand();

    @Parameters(index = "0", paramLabel = "REPORT", description = "A report.dsse.json file.")
    Path file = Path.of("");

    @Option(
        names = "--part",
        defaultValue = "statement",
        description = "statement (default), curve or ledger.")
    Part part = Part.STATEMENT;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "A new file (default: standard output).")
    @Nullable Path out;

    /** What to export. */
    enum Part {
      STATEMENT,
      CURVE,
      LEDGER
    }

    @Override
    public void run() {
      var statement = read(file).statement();
      parent.print(
          switch (part) {
            case STATEMENT -> ReportExport.json(statement);
            case CURVE -> ReportExport.curveCsv(statement);
            case LEDGER -> ReportExport.ledgerLines(statement);
          },
          out);
    }
  }
}
