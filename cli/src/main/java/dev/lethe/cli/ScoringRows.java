package dev.lethe.cli;

import dev.lethe.data.PredictionInput;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.DataSource;
import dev.lethe.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the rows that a user names for a model. */
final class ScoringRows {
  private ScoringRows() {}

  /**
   * Opens a table or a file of images.
   *
   * @param data a path, or {@code catalog:NAME}
   * @param labels a file of labels for images, if they are wanted
   */
  static PredictionInput open(String data, Optional<String> labels, TrainedModel model)
      throws IOException {
    Optional<Content> truth =
        labels.isPresent() ? Optional.of(content(labels.get())) : Optional.empty();
    return PredictionInput.open(
        content(data), truth, model.features(), model.label(), ReadLimits.standard());
  }

  private static Content content(String reference) throws IOException {
    DataSource source =
        reference.startsWith("catalog:")
            ? new DataSource.Catalog(reference.substring("catalog:".length()))
            : new DataSource.File(Path.of(reference));
    return new DataAccess(LetheHome.fromEnvironment(), line -> {})
        .resolver()
        .resolve(source)
        .content();
  }
}
