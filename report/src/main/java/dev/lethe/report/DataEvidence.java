package dev.lethe.report;

import java.util.Optional;

/**
 * What a holder of the data computed from it, to be compared with a report.
 *
 * @param commitment the salted commitment recomputed from data and salt, if the salt is at hand
 * @param contentSha256 the plain digest of the content, if that may be compared
 */
public record DataEvidence(Optional<String> commitment, Optional<String> contentSha256) {}
