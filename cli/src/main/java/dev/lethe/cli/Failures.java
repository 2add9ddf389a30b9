package dev.lethe.cli;

import dev.lethe.crypto.VerificationException;
import dev.lethe.crypto.keys.KeyFileException;
import dev.lethe.data.learn.UnpaidReleaseException;
import dev.lethe.data.read.DataException;
import dev.lethe.natives.NativeLibraryException;
import dev.lethe.privacy.ledger.BudgetAlreadyGrantedException;
import dev.lethe.privacy.ledger.BudgetExceededException;
import dev.lethe.privacy.ledger.BudgetExpiredException;
import dev.lethe.privacy.ledger.BudgetNotGrantedException;
import dev.lethe.privacy.ledger.LedgerBusyException;
import dev.lethe.privacy.ledger.LedgerException;
import dev.lethe.privacy.ledger.LedgerIoException;
import dev.lethe.privacy.ledger.LedgerRolledBackException;
import dev.lethe.privacy.ledger.LedgerTamperedException;
import dev.lethe.report.MalformedReportException;
import dev.lethe.spec.PlanException;
import dev.lethe.spec.SpecException;
import dev.lethe.spec.SpecProblem;
import dev.lethe.training.CheckpointException;
import dev.lethe.training.ModelException;
import dev.lethe.training.TrainingDivergedException;
import dev.lethe.training.TrainingRefusedException;
import dev.lethe.training.djl.EngineUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;

/**
 * Turns what went wrong into an exit code and words for the user; only our own bugs print a stack
 * trace.
 */
final class Failures {
  /** In order: the first class that fits decides. */
  private static final List<Map.Entry<? extends Class<? extends Throwable>, ExitCode>> CODES =
      List.of(
          Map.entry(SpecException.class, ExitCode.BAD_USAGE),
          Map.entry(PlanException.class, ExitCode.BAD_USAGE),
          Map.entry(DataException.class, ExitCode.BAD_USAGE),
          Map.entry(KeyFileException.class, ExitCode.BAD_USAGE),
          Map.entry(BudgetExceededException.class, ExitCode.REFUSED),
          Map.entry(BudgetExpiredException.class, ExitCode.REFUSED),
          Map.entry(BudgetNotGrantedException.class, ExitCode.REFUSED),
          Map.entry(BudgetAlreadyGrantedException.class, ExitCode.REFUSED),
          Map.entry(LedgerTamperedException.class, ExitCode.NOT_VERIFIED),
          Map.entry(LedgerRolledBackException.class, ExitCode.NOT_VERIFIED),
          Map.entry(LedgerIoException.class, ExitCode.OUTSIDE_FAILED),
          Map.entry(LedgerBusyException.class, ExitCode.OUTSIDE_FAILED),
          Map.entry(LedgerException.class, ExitCode.BAD_USAGE),
          Map.entry(MalformedReportException.class, ExitCode.NOT_VERIFIED),
          Map.entry(CheckpointException.class, ExitCode.NOT_VERIFIED),
          Map.entry(ModelException.class, ExitCode.NOT_VERIFIED),
          Map.entry(UnpaidReleaseException.class, ExitCode.BAD_USAGE),
          Map.entry(NativeLibraryException.class, ExitCode.OUTSIDE_FAILED),
          Map.entry(TrainingRefusedException.class, ExitCode.BAD_USAGE),
          Map.entry(TrainingDivergedException.class, ExitCode.BAD_USAGE),
          Map.entry(EngineUnavailableException.class, ExitCode.OUTSIDE_FAILED),
          Map.entry(VerificationException.class, ExitCode.NOT_VERIFIED),
          Map.entry(IOException.class, ExitCode.OUTSIDE_FAILED),
          Map.entry(UncheckedIOException.class, ExitCode.OUTSIDE_FAILED));

  private Failures() {}

  /** Prints what went wrong and returns the exit code. */
  static ExitCode explain(Throwable thrown, PrintWriter err) {
    ExitCode code = codeOf(thrown);
    if (thrown instanceof SpecException e) {
      problems(e.problems(), err);
    } else if (thrown instanceof PlanException e) {
      problems(e.problems(), err);
    } else if (code == ExitCode.OUR_BUG) {
      err.println(
          "This is a bug in Lethe " + BuildInfo.current().version() + "; please report it:");
      thrown.printStackTrace(err);
    } else {
      err.println("error: " + message(thrown));
    }
    err.flush();
    return code;
  }

  /** An outside component failed while we did something. */
  static CommandException outside(String what, IOException e) {
    return new CommandException(ExitCode.OUTSIDE_FAILED, what + ": " + reason(e), e);
  }

  static ExitCode codeOf(Throwable thrown) {
    if (thrown instanceof CommandException e) {
      return e.exitCode();
    }
    for (Map.Entry<? extends Class<? extends Throwable>, ExitCode> entry : CODES) {
      if (entry.getKey().isInstance(thrown)) {
        return entry.getValue();
      }
    }
    return ExitCode.OUR_BUG;
  }

  private static void problems(List<SpecProblem> problems, PrintWriter err) {
    problems.forEach(p -> err.println("error: " + p));
    if (problems.size() > 1) {
      err.println(problems.size() + " problems");
    }
  }

  private static String message(Throwable thrown) {
    if (thrown instanceof UncheckedIOException e && e.getCause() != null) {
      return reason(e.getCause());
    }
    return thrown instanceof IOException e ? reason(e) : String.valueOf(thrown.getMessage());
  }

  /** The JDK's file exceptions often carry nothing but a path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist; check the path";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written by this user; check its permissions";
    }
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is in the way; remove it or choose another place";
    }
    if (e instanceof NotDirectoryException not) {
      return not.getFile() + " is not a folder";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
