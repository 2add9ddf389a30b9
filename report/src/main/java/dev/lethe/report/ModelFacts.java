package dev.lethe.report;

/**
 * The released model.
 *
 * @param architecture what it is, in words
 * @param parameters number of trained parameters
 * @param manifestSha256 SHA-256 of its sorted manifest; also the statement's subject
 */
public record ModelFacts(String architecture, long parameters, String manifestSha256) {
  public ModelFacts {
    Require.text("architecture", architecture);
    Require.atLeast("parameters", parameters, 1);
    Require.sha256("manifestSha256", manifestSha256);
  }
}
