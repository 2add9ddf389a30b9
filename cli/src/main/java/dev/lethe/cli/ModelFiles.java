package dev.lethe.cli;

import dev.lethe.training.ModelStatus;
import dev.lethe.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads models for commands, and says so where one is partial. */
final class ModelFiles {
  private ModelFiles() {}

  static TrainedModel load(Path folder, PrintWriter err) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw CommandException.badUsage(
          folder
              + " is not a model folder; name the model folder that lethe train left, DIR/model");
    }
    Path given = Files.isDirectory(folder.resolve("model")) ? folder.resolve("model") : folder;
    TrainedModel model = TrainedModel.load(given);
    if (model.status() == ModelStatus.PARTIAL) {
      err.println("warning: " + given + " is the partial model of an interrupted run");
    }
    return model;
  }
}
