package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, with a home of its own: as a user starts it. */
final class LetheProcess {
  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> prefix = new ArrayList<>();

  private LetheProcess(Path home) {
    this.home = home;
  }

  record Outcome(int exitCode, String out, String err) {
    JsonNode json() {
      try {
        return JsonMapper.builder().build().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not one JSON object: " + out + err, e);
      }
    }

    /** Checks the code, and that a user's mistake never shows a stack trace. */
    Outcome expect(ExitCode expected) {
      assertThat(exitCode).as(err + out).isEqualTo(expected.code());
      assertThat(err).doesNotContain("\tat dev.lethe");
      return this;
    }
  }

  static LetheProcess in(Path home) {
    return new LetheProcess(home);
  }

  LetheProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Words that start the process, for example {@code bash -c 'ulimit -f 1; exec "$@"' -}. */
  LetheProcess startedBy(String... words) {
    prefix.addAll(List.of(words));
    return this;
  }

  Outcome run(String... args) {
    try {
      Path out = Files.createTempFile("lethe", ".out");
      Path err = Files.createTempFile("lethe", ".err");
      Process process = start(out, err, args);
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no answer: " + String.join(" ", args) + Files.readString(err));
      }
      Outcome outcome =
          new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Process start(Path out, Path err, String... args) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LETHE_HOME", home.toString());
    builder.environment().remove("LETHE_WITNESS");
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }
}
