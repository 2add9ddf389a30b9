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
 * @param log what is known of the report's log from elsewhere
 */
public record VerifyOptions(
    TrustStore trust, Optional<Path> modelFolder, Optional<DataEvidence> data, LogEvidence log) {

  /** Trust alone: model and data stay unchecked. */
  public static VerifyOptions trusting(TrustStore trust) {
    return new VerifyOptions(trust, Optional.empty(), Optional.empty(), LogEvidence.none());
  }

  /** The same, with the model's folder. */
  public VerifyOptions withModel(Path folder) {
    return new VerifyOptions(trust, Optional.of(folder), data, log);
  }

  /** The same, with what was recomputed from the data. */
  public VerifyOptions withData(DataEvidence evidence) {
    return new VerifyOptions(trust, modelFolder, Optional.of(evidence), log);
  }

  /** The same, with what is known of the log. */
  public VerifyOptions withLog(LogEvidence evidence) {
    return new VerifyOptions(trust, modelFolder, data, evidence);
  }
}
