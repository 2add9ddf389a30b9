package dev.lethe.training.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ShapesTest {

  @Test
  void unitsOwnContiguousPositions() {
    Units units = Units.of(1, 3, 3, 7).times(2);
    assertThat(units.count()).isEqualTo(3);
    assertThat(units.start(0)).isEqualTo(2);
    assertThat(units.positions(1)).isZero();
    assertThat(units.end()).isEqualTo(14);
    assertThat(units.range(1, 3).start(1)).isEqualTo(6);
    refuses(() -> Units.of());
    refuses(() -> Units.of(-1, 2));
    refuses(() -> Units.of(0, 3, 2));
    refuses(() -> units.range(2, 4));
    refuses(() -> units.times(1 << 30));
    refuses(() -> Units.each(1 << 20, 1 << 20));
  }

  @Test
  void columnsOfRowsAreRows() {
    Rows rows = new Rows(Direct.of(1, 2, 3, 4, 5, 6, 7, 8), 4, 4);
    Rows middle = rows.columns(1, 2);
    float[] second = new float[2];
    middle.holds(2);
    middle.read(1, second);
    assertThat(second).containsExactly(6, 7);
    refuses(() -> middle.holds(3));
    refuses(() -> rows.columns(3, 2));
  }

  @Test
  void buffersAreDirectAndOfTheMachinesOrder() {
    ByteOrder other =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    FloatBuffer swapped = ByteBuffer.allocateDirect(16).order(other).asFloatBuffer();
    refuses(() -> Rows.of(swapped, 2));
    refuses(() -> Rows.of(FloatBuffer.allocate(4), 2));
    refuses(() -> new Rows(Direct.floats(4), 1, 2));
    refuses(() -> new Contributions(FloatBuffer.allocate(4), 2));
    refuses(() -> new Contributions(Direct.floats(4).asReadOnlyBuffer(), 2));
    refuses(() -> Tokens.of(Direct.ints(1), 1, 1));
  }

  @Test
  void geometriesHaveOutputs() {
    assertThat(new Convolution.Axis(28, 8, 2, 3, 1).outputs()).isEqualTo(14);
    assertThat(new Convolution.Axis(7, 3, 2, 0, 3).outputs()).isEqualTo(1);
    refuses(() -> new Convolution.Axis(6, 3, 1, 0, 3));
    refuses(() -> new Convolution.Axis(6, 3, 0, 0, 1));
    Convolution.Axis axis = new Convolution.Axis(1 << 20, 1, 1, 0, 1);
    refuses(() -> new Convolution(3, 2, 2, Convolution.Axis.NONE, Convolution.Axis.NONE, axis));
    refuses(() -> new Convolution(1, 1, 1, Convolution.Axis.NONE, axis, axis));
  }

  @Test
  void coefficientsAreRoundedTowardZero() {
    assertThat(PortableKernels.towardZero(1 + 0x1p-24 + 0x1p-40)).isEqualTo(1f);
    assertThat(PortableKernels.towardZero(-1 + 0x1p-40)).isEqualTo(-0x1.fffffep-1f);
    assertThat(PortableKernels.towardZero(1e300)).isEqualTo(Float.MAX_VALUE);
    assertThat(PortableKernels.towardZero(Float.MIN_VALUE * 0.9)).isEqualTo(0f);
    assertThat(PortableKernels.towardZero(Double.NEGATIVE_INFINITY))
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void aBucketChangesByAsMuchAsIsDocumented() {
    assertThat(KernelBounds.bucketChange(1, 1_000_000)).isBetween(2.86e-4, 2.9e-4);
    assertThat(KernelBounds.bucketChange(0, 1 << 20)).isBetween(0x1p-133, 0x1p-132);
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(KernelArgumentException.class);
  }
}
