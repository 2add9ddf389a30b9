package dev.lethe.report;

/**
 * The code that claims to have run.
 *
 * @param version Lethe's version
 * @param sourceRevision revision of the source, or {@code unknown}
 * @param buildSha256 SHA-256 over the class path's files in order
 * @param javaRuntime the Java runtime
 * @param engine the tensor engine and its version
 */
public record CodeIdentity(
    String version, String sourceRevision, String buildSha256, String javaRuntime, String engine) {
  public CodeIdentity {
    Require.text("version", version);
    Require.text("sourceRevision", sourceRevision);
    Require.sha256("buildSha256", buildSha256);
    Require.text("javaRuntime", javaRuntime);
    Require.text("engine", engine);
  }
}
