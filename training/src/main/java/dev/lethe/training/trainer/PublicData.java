package dev.lethe.training.trainer;

import ai.djl.training.dataset.Dataset;

/**
 * A data set that may be looked at freely, by the word of whoever makes this object: what is
 * measured on it is outside the guarantee, and the result says so with the source.
 *
 * @param dataset evaluated after each epoch
 * @param source why it is public, for example the place where it was published
 */
public record PublicData(Dataset dataset, String source) {
  public PublicData {
    if (source.isBlank()) {
      throw new IllegalArgumentException("say why the data set is public");
    }
  }
}
