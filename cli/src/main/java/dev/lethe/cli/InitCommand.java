package dev.lethe.cli;

import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.CsvRows;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.SpecInit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = {
      "Writes a commented spec to start from. It reads only the table's header, never a row.",
      "Example: lethe init patients.csv"
    })
final class InitCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A CSV file (plain, .gz or x.zip!entry).")
  Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The spec to write (default: the data's name with .yaml, in this folder).")
  @Nullable Path out;

  @Override
  public Integer call() {
    String id = SpecInit.datasetId(data);
    Path target = out == null ? Path.of(id + ".yaml") : out;
    if (Files.exists(target)) {
      throw CommandException.badUsage(target + " exists; name another file with --out");
    }
    try (CsvRows rows = CsvRows.open(Content.file(data), ReadLimits.standard())) {
      Path parent = target.toAbsolutePath().normalize().getParent();
      String source = parent == null ? data.toString() : relative(parent);
      DurableFiles.writeAtomically(
          target,
          SpecInit.forCsv(rows.header(), "file:" + source, id).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Failures.outside("no spec was written", e);
    }
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println("wrote " + target + ". Fill in, from public knowledge only:");
    SpecInit.toFillIn().forEach(line -> stdout.println("  " + line));
    stdout.println("then: lethe spec check " + target);
    stdout.flush();
    return ExitCode.DONE.code();
  }

  private String relative(Path folder) {
    return folder.relativize(data.toAbsolutePath().normalize()).toString();
  }
}
