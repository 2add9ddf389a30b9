package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecPathTest {

  @Test
  void readsBackWhatItWrites() {
    SpecPath path = SpecPath.of("data", "a.b", 3, "with \"quote\\\" and ]", "plain-1", "");

    assertThat(SpecPath.parse(path.toString())).contains(path);
    assertThat(SpecPath.parse("data.features.numeric[2]"))
        .contains(SpecPath.of("data", "features", "numeric", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", "a..b", ".a", "a[", "a[x]", "a[-1]", "a[\"x]", "a[1", "[\"\\"})
  void refusesWhatIsNotAPath(String text) {
    assertThat(SpecPath.parse(text)).isEmpty();
  }
}
