package dev.lethe.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code lethe}. */
@Command(
    name = "lethe",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Privacy-preserving training whose privacy loss an outsider can recompute.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Start:  lethe train examples/medical/breast-cancer.yaml --out out/bc",
      "        lethe verify out/bc/report.dsse.json",
      "",
      "State lives in LETHE_HOME (default ~/.lethe). Exit codes: 0 done, 1 our bug, 2 bad usage or spec,",
      "3 refused by budget or policy, 4 verification failed, 5 something outside failed, 130 interrupted."
    },
    subcommands = {
      TrainCommand.class,
      SearchCommand.class,
      VerifyCommand.class,
      ProfileCommand.class,
      PlanCommand.class,
      SpecCommand.class,
      InitCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      EpsilonCommand.class,
      CalibrateCommand.class,
      BudgetCommand.class,
      ReportCommand.class,
      KeysCommand.class,
      LogCommand.class,
      WitnessCommand.class,
      DoctorCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showShortLogName", "true");
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = commandLine(out, err).execute(args);
    out.flush();
    err.flush();
    Interruption.everythingIsWrittenOut();
    System.exit(out.checkError() ? ExitCode.OUTSIDE_FAILED.code() : code);
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, commandLine, parsed) -> Failures.explain(e, commandLine.getErr()).code());
    line.setParameterExceptionHandler(
        (e, args) -> {
          CommandLine failed = e.getCommandLine();
          PrintWriter writer = failed.getErr();
          writer.println("error: " + e.getMessage());
          if (!UnmatchedArgumentException.printSuggestions(e, writer)) {
            writer.println("Try: " + failed.getCommandSpec().qualifiedName() + " --help");
          }
          return ExitCode.BAD_USAGE.code();
        });
    line.getSubcommands().values().forEach(Main::addHelp);
    return line;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getSubcommands().values().forEach(Main::addHelp);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lethe " + BuildInfo.current().version()};
    }
  }
}
