package dev.lethe.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private static byte[] file(int[] header, int bytes) {
    ByteBuffer out = ByteBuffer.allocate(4 * header.length + bytes);
    Arrays.stream(header).forEach(out::putInt);
    for (int i = 0; i < bytes; i++) {
      out.put((byte) i);
    }
    return out.array();
  }

  private static int count(byte[] images) throws IOException {
    try (IdxFile file = IdxFile.images("i.idx", new ByteArrayInputStream(images))) {
      int n = 0;
      while (file.next()) {
        assertThat(file.item()).hasSize(file.shape(0) * file.shape(1));
        n++;
      }
      return n;
    }
  }

  private static ThrowableAssertAlternative<DataException> refused(byte[] images) {
    return assertThatExceptionOfType(DataException.class).isThrownBy(() -> count(images));
  }

  @Test
  void itemsComeInOrder() throws IOException {
    byte[] bytes = file(new int[] {IMAGES, 3, 2, 2}, 12);
    assertThat(count(bytes)).isEqualTo(3);
    try (IdxFile file = IdxFile.images("i.idx", new ByteArrayInputStream(bytes))) {
      file.next();
      file.next();
      assertThat(file.item()).containsExactly(4, 5, 6, 7);
    }
    try (IdxFile file =
        IdxFile.labels("l.idx", new ByteArrayInputStream(file(new int[] {LABELS, 2}, 2)))) {
      assertThat(file.next()).isTrue();
      assertThat(file.item()).containsExactly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 15})
  void aCutHeaderIsRefused(int bytes) {
    refused(Arrays.copyOf(file(new int[] {IMAGES, 3, 2, 2}, 12), bytes))
        .withMessageContaining("i.idx: the file ends within its header");
  }

  @Test
  void aCutBodyAndATailAreRefused() {
    refused(file(new int[] {IMAGES, 3, 2, 2}, 11)).withMessageContaining("ends after 2 of the 3");
    refused(file(new int[] {IMAGES, 3, 2, 2}, 13)).withMessageContaining("goes on after the 3");
  }

  @Test
  void anotherMagicIsRefused() {
    refused(file(new int[] {LABELS, 3, 2, 2}, 12)).withMessageContaining("00000801");
    refused(file(new int[] {0xd03, 3, 2, 2}, 12)).withMessageContaining("unsigned bytes");
  }

  @Test
  void absurdSizesAreRefusedBeforeAnyAllocation() {
    refused(file(new int[] {IMAGES, -1, 2, 2}, 0)).withMessageContaining("absurd");
    refused(file(new int[] {IMAGES, 1, 1 << 24, 1 << 24}, 0)).withMessageContaining("pixels");
    refused(file(new int[] {IMAGES, 1, Integer.MAX_VALUE, 1}, 0)).withMessageContaining("absurd");
    refused(file(new int[] {IMAGES, 1, 0, 5}, 0)).withMessageContaining("pixels");
    refused(file(new int[] {IMAGES, Integer.MAX_VALUE, 2, 2}, 4))
        .withMessageContaining("ends after 1 of");
  }
}
