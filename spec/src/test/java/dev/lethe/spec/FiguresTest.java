package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void writesNumbersAsPeopleReadThem() {
    assertThat(Figures.of(3)).isEqualTo("3");
    assertThat(Figures.of(0.0201)).isEqualTo("0.0201");
    assertThat(Figures.of(1e-6)).isEqualTo("1e-6");
    assertThat(Figures.of(1.23456e-17)).isEqualTo("1.235e-17");
    assertThat(Figures.of(57000)).isEqualTo("57000");
    assertThat(Figures.of(1e12)).isEqualTo("1e12");
    assertThat(Figures.of(0)).isEqualTo("0");
    assertThat(Figures.of(Double.POSITIVE_INFINITY)).isEqualTo("infinite");
  }

  @Test
  void roundsCostsUpAndSuggestionsDown() {
    assertThat(Figures.up(2.00001)).isEqualTo("2.001");
    assertThat(Figures.up(2)).isEqualTo("2");
    assertThat(Figures.down(1.99e-7)).isEqualTo("1e-7");
  }
}
