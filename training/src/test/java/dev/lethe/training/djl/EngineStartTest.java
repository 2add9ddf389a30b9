package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the engine in processes of their own: one process can start it only once. */
class EngineStartTest {
  @TempDir Path cache;

  /** Prints how the start ended. */
  public static final class Start {
    private Start() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(
            DjlEngine.start(new EngineOptions(Path.of(arguments[0]), 1)).description());
      } catch (EngineUnavailableException failure) {
        System.out.println("unavailable: " + failure.getMessage());
      }
    }
  }

  @Test
  void withoutItsLibrariesItSaysWhatIsMissingAndDownloadsNothing()
      throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch-native"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(start(classPath, cache))
        .contains("unavailable: the PyTorch engine could not be loaded")
        .contains(cache.toString());
  }

  @Test
  void aCacheFolderThatCannotBeMadeIsNamed() throws IOException, InterruptedException {
    assertThat(start(System.getProperty("java.class.path"), Path.of("/proc/none")))
        .contains("unavailable: the engine's cache folder /proc/none cannot be created");
  }

  private static String start(String classPath, Path cache)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Start.class.getName(),
                cache.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
