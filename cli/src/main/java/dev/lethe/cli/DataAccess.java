package dev.lethe.cli;

import dev.lethe.data.DatasetKeys;
import dev.lethe.data.DatasetLoader;
import dev.lethe.data.LoadOptions;
import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.catalog.Network;
import dev.lethe.data.read.RowSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds and loads datasets with this home's keys, cache and mirror. */
final class DataAccess {
  private final LetheHome home;
  private final Consumer<String> operatorLog;

  /**
   * @param operatorLog takes lines that follow from private rows; the operator's terminal, never a
   *     released file
   */
  DataAccess(LetheHome home, Consumer<String> operatorLog) {
    this.home = home;
    this.operatorLog = operatorLog;
  }

  RunData load(DataSpec spec) throws IOException {
    LoadOptions options = options(spec.id());
    return spec.features() instanceof FeatureSpec.Unlearned
        ? new RunData.Unencoded(DatasetLoader.loadUnencoded(spec, options))
        : new RunData.Encoded(DatasetLoader.load(spec, options));
  }

  RunData load(DataSpec spec, RowSource rows) throws IOException {
    LoadOptions options = options(spec.id());
    return spec.features() instanceof FeatureSpec.Unlearned
        ? new RunData.Unencoded(DatasetLoader.loadUnencoded(spec, rows, options))
        : new RunData.Encoded(DatasetLoader.load(spec, rows, options));
  }

  DatasetResolver resolver() {
    String mirror = System.getenv("LETHE_DATA_MIRROR");
    return DatasetResolver.of(
        home.cache(),
        Optional.ofNullable(mirror).filter(m -> !m.isBlank()).map(Path::of),
        Network.ALLOWED);
  }

  private LoadOptions options(String datasetId) throws IOException {
    return LoadOptions.of(DatasetKeys.loadOrCreate(home.datasetKeys(), datasetId), resolver())
        .withOperatorLog(operatorLog);
  }
}
