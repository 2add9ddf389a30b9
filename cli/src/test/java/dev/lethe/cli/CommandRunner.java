package dev.lethe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command in this process and catches what it prints. */
final class CommandRunner {
  private CommandRunner() {}

  record Outcome(int exitCode, String out, String err) {
    JsonNode json() {
      try {
        return JsonMapper.builder().build().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not one JSON object: " + out + err, e);
      }
    }
  }

  static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
    return new Outcome(code, out.toString(), err.toString());
  }
}
