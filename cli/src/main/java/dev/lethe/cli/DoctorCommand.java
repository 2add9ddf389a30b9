package dev.lethe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Answers only {@code --help}: the launcher examines the machine itself, because Java may be what
 * is missing.
 */
@Command(
    name = "doctor",
    description = {
      "Checks what Lethe needs on this machine and says how to install what is missing.",
      "Run it through the launcher: ./lethe doctor [--install | --native]"
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--install",
      description = "Install what is missing (as root on Debian and its relatives).")
  boolean install;

  @Option(
      names = "--native",
      description = "Build the native library, which OpenDP needs (about five minutes, once).")
  boolean buildNative;

  @Override
  public Integer call() {
    throw CommandException.badUsage("doctor is part of the launcher: run ./lethe doctor");
  }
}
