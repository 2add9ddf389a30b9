package dev.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.Lethe;
import dev.lethe.cli.LetheHome;
import dev.lethe.report.SignedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TumourModelTest {
  @TempDir Path state;

  @Test
  void leavesAReportThatItsHomeVerifies() throws IOException {
    TumourModel.main(new String[] {state.toString()});
    SignedReport report =
        SignedReport.parse(Files.readAllBytes(state.resolve("tumours.dsse.json")));
    assertThat(report.statement().claim().epsilon()).isLessThanOrEqualTo(1.0);
    assertThat(report.statement().steps().orElseThrow().charged()).isEqualTo(60);
    assertThat(Lethe.open(LetheHome.at(state)).verify(report).passed()).isTrue();
  }

  @Test
  void isShortEnoughToRead() throws IOException {
    Path source = Path.of("src/main/java/dev/lethe/examples/TumourModel.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(40);
  }
}
