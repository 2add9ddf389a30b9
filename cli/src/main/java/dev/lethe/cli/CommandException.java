package dev.lethe.cli;

/** Ends a command with an exit code and a message for its user; never a stack trace. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;

  CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static CommandException badUsage(String message) {
    return new CommandException(ExitCode.BAD_USAGE, message);
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
