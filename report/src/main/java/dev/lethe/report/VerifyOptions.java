package dev.lethe.report;

import dev.lethe.crypto.keys.TrustStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a verifier has at hand.
 *
 * @param trust whose signatures count
 * @param modelFolder the released model, if it is to be compared
 * @param data what was recomputed from the data, if it is to be compared
 */
public record VerifyOptions(
    TrustStore trust, Optional<Path> modelFolder, Optional<DataEvidence> data) {

  /** Trust alone: model and data stay unchecked. */
  public static VerifyOptions trusting(TrustStore trust) {
    return new VerifyOptions(trust, Optional.empty(), Optional.empty());
  }

  /** The same, with the model's folder. */
  public VerifyOptions withModel(Path folder) {
    return new VerifyOptions(trust, Optional.of(folder), data);
  }

  /** The same, with what was recomputed from the data. */
  public VerifyOptions withData(DataEvidence evidence) {
    return new VerifyOptions(trust, modelFolder, Optional.of(evidence));
  }
}
