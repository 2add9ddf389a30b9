package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.StepEvent;
import dev.lethe.training.TrainingListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows steps, epsilon charged so far and time left, and keeps the same figures as metrics; no
 * private loss.
 */
final class RunProgress implements TrainingListener, AutoCloseable {
  private static final int MARKS = 32;

  private final TrainingPlan plan;
  private final RunDirectory directory;
  private final PrivacyAccountant accountant;
  private final PrintWriter err;
  private final ProgressBar bar;
  private final boolean terminal;
  private long charged = -1;
  private long shownFor = -1;
  private double epsilon;
  private long nextLine;
  private long firstStep;
  private long firstStepAt;

  RunProgress(TrainingPlan plan, RunDirectory directory, PrintWriter err) {
    this.plan = plan;
    this.directory = directory;
    this.err = err;
    this.accountant = Accountants.named(plan.predicted().accountant()).orElseThrow();
    this.terminal = System.console() != null;
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName("training")
            .setInitialMax(plan.spec().training().steps())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200);
    this.bar = (terminal ? builder : builder.setConsumer(new Silent())).build();
  }

  @Override
  public void onStep(StepEvent event) {
    if (event.stepsCharged() != charged) {
      charged = event.stepsCharged();
      epsilon = epsilonAfter(nextMark(charged));
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("step", event.stepsDone());
      line.put("stepsCharged", charged);
      line.put("epsilon", epsilon);
      directory.appendMetrics(line);
      bar.setExtraMessage(
          " epsilon "
              + Output.epsilon(epsilon)
              + " of "
              + Output.epsilon(plan.spec().privacy().epsilon()));
    }
    bar.stepTo(event.stepsDone());
    if (!terminal && event.stepsDone() >= nextLine) {
      nextLine = event.stepsDone() + Math.max(1, event.stepsPlanned() / 10);
      err.printf(
          "step %d of %d, epsilon %s of %s, %s left%n",
          event.stepsDone(),
          event.stepsPlanned(),
          Output.epsilon(epsilon),
          Output.epsilon(plan.spec().privacy().epsilon()),
          left(event));
      err.flush();
    }
  }

  /**
   * The steps that epsilon is shown for: at least the charged ones, and few enough different counts
   * that accounting takes no noticeable time.
   */
  private long nextMark(long steps) {
    long planned = plan.spec().training().steps();
    long apart = Math.max(1, planned / MARKS);
    return Math.max(steps, Math.min(planned, (steps + apart - 1) / apart * apart));
  }

  private double epsilonAfter(long steps) {
    if (steps == shownFor) {
      return epsilon;
    }
    shownFor = steps;
    return accountant
        .epsilon(plan.eventAfter(steps), plan.spec().privacy().relation(), plan.accountantDelta())
        .epsilon();
  }

  /** From the first step on: starting the engine says nothing about the steps. */
  private String left(StepEvent event) {
    if (firstStep == 0) {
      firstStep = event.stepsDone();
      firstStepAt = System.nanoTime();
      return "unknown time";
    }
    double each = (System.nanoTime() - firstStepAt) / 1e9 / (event.stepsDone() - firstStep);
    return String.format(
        "%.0f s", Math.ceil(each * Math.max(0, event.stepsPlanned() - event.stepsDone())));
  }

  @Override
  public void close() {
    bar.close();
  }

  /** Without a terminal, lines are printed instead of a bar. */
  private static final class Silent extends ConsoleProgressBarConsumer {
    Silent() {
      super(
          new java.io.PrintStream(
              java.io.OutputStream.nullOutputStream(),
              false,
              java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void accept(String rendered) {}

    @Override
    public void close() {}
  }
}
