package dev.lethe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.training.ModelStatus;
import dev.lethe.training.TrainedModel;
import dev.lethe.training.TrainingFacts;
import dev.lethe.training.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The output folder of one run: nothing in it is ever overwritten by another run, and what is half
 * done says so.
 *
 * <p>{@code run.json} names the run that owns the folder, so that {@code --resume} finds it again
 * in the ledger.
 */
final class RunDirectory {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path root;
  private final State state;

  private RunDirectory(Path root, State state) {
    this.root = root;
    this.state = state;
  }

  /**
   * What a resumed run must agree with.
   *
   * @param runId the run in the ledger
   * @param datasetId the ledger
   * @param planDigest digest of the spec as it was compiled
   * @param noiseMultiplier as calibrated when the run began, so that a resumed run charges the same
   *     event
   */
  record State(String runId, String datasetId, String planDigest, double noiseMultiplier) {}

  static RunDirectory create(Path root, State state) {
    try {
      if (Files.exists(root) && !Files.isDirectory(root)) {
        throw CommandException.badUsage(
            "--out " + root + " is a file; name a folder that does not exist yet");
      }
      if (Files.isDirectory(root) && !isEmpty(root)) {
        throw CommandException.badUsage(
            "--out "
                + root
                + " exists and is not empty; name a new folder, or add --resume to go on with the run in it");
      }
      Files.createDirectories(root);
      RunDirectory directory = new RunDirectory(root, state);
      ObjectNode node = MAPPER.createObjectNode();
      node.put("v", 1);
      node.put("runId", state.runId());
      node.put("datasetId", state.datasetId());
      node.put("planDigest", state.planDigest());
      node.put("noiseMultiplier", state.noiseMultiplier());
      // Exclusive: of two starts at once, one gets the folder and the other is refused.
      DurableFiles.createSecret(
          directory.stateFile(), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
      return directory;
    } catch (FileAlreadyExistsException e) {
      throw CommandException.badUsage(
          "--out " + root + ": " + e.getFile() + " is a file; name another folder");
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  static RunDirectory resume(Path root) {
    Path file = root.resolve("run.json");
    try {
      if (!Files.isRegularFile(file)) {
        throw CommandException.badUsage(
            "--resume: there is no run in "
                + root
                + " (run.json is missing); start without --resume");
      }
      JsonNode node = MAPPER.readTree(Files.readAllBytes(file));
      if (!node.path("runId").isTextual()
          || !node.path("datasetId").isTextual()
          || !node.path("planDigest").isTextual()
          || !node.path("noiseMultiplier").isNumber()) {
        throw damaged(file);
      }
      return new RunDirectory(
          root,
          new State(
              node.get("runId").textValue(),
              node.get("datasetId").textValue(),
              node.get("planDigest").textValue(),
              node.get("noiseMultiplier").doubleValue()));
    } catch (JsonProcessingException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  State state() {
    return state;
  }

  Path root() {
    return root;
  }

  Path model() {
    return root.resolve("model");
  }

  Path report() {
    return root.resolve("report.dsse.json");
  }

  Path html() {
    return root.resolve("report.html");
  }

  Path checkpoint() {
    return root.resolve("checkpoint.sealed");
  }

  private Path stateFile() {
    return root.resolve("run.json");
  }

  private Path metrics() {
    return root.resolve("metrics.jsonl");
  }

  /** Appends one line; only public or charged figures may be given. */
  void appendMetrics(ObjectNode line) {
    try {
      Files.write(
          metrics(),
          (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  /**
   * Keeps the public constants of a finished training, so that its report can still be made after a
   * crash.
   */
  void writeResult(TrainingResult result) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("runId", result.runId());
    node.put("modelDigest", result.model().digest());
    node.put("stepsDone", result.stepsDone());
    node.put("stepsPlanned", result.stepsPlanned());
    node.put("stepsCharged", result.stepsCharged());
    node.set("facts", MAPPER.valueToTree(result.facts()));
    try {
      write(resultFile(), MAPPER.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("training facts could not be written as JSON", e);
    }
  }

  /** The finished training that {@link #writeResult} kept. */
  TrainingResult readResult() {
    try {
      JsonNode node = MAPPER.readTree(Files.readAllBytes(resultFile()));
      TrainedModel model = TrainedModel.load(model());
      if (!node.required("runId").asText().equals(state.runId())
          || !node.required("modelDigest").asText().equals(model.digest())
          || model.status() != ModelStatus.COMPLETE) {
        throw new CommandException(
            ExitCode.NOT_VERIFIED,
            model()
                + " is not the model that this run left; put it back, or start again with another --out");
      }
      return new TrainingResult(
          model,
          state.runId(),
          node.required("stepsDone").longValue(),
          node.required("stepsPlanned").longValue(),
          node.required("stepsCharged").longValue(),
          MAPPER.treeToValue(node.required("facts"), TrainingFacts.class));
    } catch (JsonProcessingException | IllegalArgumentException | NoSuchFileException e) {
      throw damaged(resultFile());
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  private Path resultFile() {
    return root.resolve("training.json");
  }

  void write(Path file, byte[] content) {
    try {
      DurableFiles.writeAtomically(file, content);
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  void deleteCheckpoint() {
    try {
      Files.deleteIfExists(checkpoint());
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  static CommandException unwritable(Path root, IOException e) {
    return new CommandException(
        ExitCode.OUTSIDE_FAILED,
        "cannot write to "
            + root
            + " ("
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
            + "); free some space or name another folder with --out",
        e);
  }

  private static CommandException damaged(Path file) {
    return new CommandException(
        ExitCode.NOT_VERIFIED,
        file
            + " is damaged, so the run it belongs to cannot be resumed; what it charged stays charged. Start again with"
            + " another --out");
  }

  /**
   * A start that was killed may have left its half-written run.json under a name of its own; that
   * is nobody's work.
   */
  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !String.valueOf(entry.getFileName()).startsWith(".run.json."))) {
      return !entries.iterator().hasNext();
    }
  }
}
