package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeException;
import dev.lethe.natives.OpenDpBridge;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Crossings into the native side, with its failures as {@link OpenDpException}. */
final class Native {

  private Native() {}

  static long call(LongSupplier crossing) {
    OpenDpBridge.require();
    try {
      return crossing.getAsLong();
    } catch (NativeException e) {
      throw OpenDpException.of(e);
    }
  }

  static <T> T get(Supplier<T> crossing) {
    OpenDpBridge.require();
    try {
      return crossing.get();
    } catch (NativeException e) {
      throw OpenDpException.of(e);
    }
  }

  static void freeObject(long object) {
    call(() -> OpenDpBridge.callOne(Functions.OBJECT_FREE, object));
  }
}
