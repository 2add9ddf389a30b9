package dev.lethe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Which code ran.
 *
 * @param version the released version
 * @param digest SHA-256 over the names and contents of Lethe's own jars on the class path; that of
 *     nothing when it runs from unpacked classes, as tests do
 */
record BuildInfo(String version, String digest) {

  static BuildInfo current() {
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      if (in == null) {
        throw new IllegalStateException("build.properties is missing from the build");
      }
      properties.load(in);
      return new BuildInfo(properties.getProperty("version"), digestOfJars());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digestOfJars() throws IOException {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(Path::of)
            .filter(p -> p.getFileName() != null)
            .filter(p -> p.getFileName().toString().matches("lethe-.*\\.jar"))
            .sorted()
            .toList();
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (Path jar : jars) {
        MessageDigest one = MessageDigest.getInstance("SHA-256");
        all.update(jar.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        all.update((byte) 0);
        all.update(one.digest(Files.readAllBytes(jar)));
      }
      return HexFormat.of().formatHex(all.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
