package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTextTest {
  @ParameterizedTest
  @CsvSource({
    "'Ada Lovelace', ' ada   LOVELACE '",
    "'caf\u00e9', 'CAFE\u0301'",
    "'stra\u00dfe', 'STRASSE'",
    "'\u03bf\u03b4\u03bf\u03c2', '\u039f\u0394\u039f\u03a3'",
    "'\uff11\uff12', '12'",
    "'a b', 'a\u00a0\u2003b\ufeff'",
    "'a b', 'a\tb\n'",
    "'\ufb01', 'FI'"
  })
  void spellingsOfOneUnitAgree(String left, String right) {
    assertThat(UnitText.normalise(left)).isEqualTo(UnitText.normalise(right));
  }

  @ParameterizedTest
  @CsvSource({"1, 1.0", "ab, 'a b'", "a, b", "1, 01"})
  void differentUnitsStayApart(String left, String right) {
    assertThat(UnitText.normalise(left)).isNotEqualTo(UnitText.normalise(right));
  }

  @Test
  void normalisingTwiceChangesNothing() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        text.appendCodePoint(random.nextBoolean() ? random.nextInt(0x250) : random.nextInt(0xd800));
      }
      String once = UnitText.normalise(text.toString());
      assertThat(UnitText.normalise(once)).isEqualTo(once);
    }
  }
}
