package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.read.Digests;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDigestTest {
  @Test
  void theSameCellsCutIntoOtherRowsAreAnotherTable() {
    byte[] narrow = digest(List.of(List.of("a", "b"), List.of("c", "d"), List.of("e", "f")));
    byte[] wide = digest(List.of(List.of("a", "b", "c"), List.of("d", "e", "f")));

    assertThat(narrow).isNotEqualTo(wide);
    assertThat(narrow)
        .isEqualTo(digest(List.of(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"))));
  }

  private static byte[] digest(List<List<String>> headerAndRows) {
    MessageDigest digest = Digests.sha256();
    headerAndRows.forEach(cells -> TableLoading.update(digest, cells));
    return digest.digest();
  }
}
