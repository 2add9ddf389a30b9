package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeHandle;
import dev.lethe.natives.OpenDpBridge;
import java.util.function.LongConsumer;

/**
 * An object of OpenDP that Java owns: freed once, by {@link #close} or after it was forgotten,
 * never during a call.
 *
 * <p>What an object was made from may be closed before it: OpenDP keeps its own copies.
 */
public abstract sealed class NativeObject implements AutoCloseable
    permits Domain,
        Measure,
        Measurement,
        Metric,
        Odometer,
        OdometerQueryable,
        OpenDpFunction,
        PrivacyProfile,
        Queryable,
        Transformation {

  private final NativeHandle handle;

  NativeObject(NativeHandle handle) {
    this.handle = handle;
  }

  NativeObject(String name, long pointer, int free) {
    this(new NativeHandle(name, pointer, freeing(free)));
  }

  private static LongConsumer freeing(int free) {
    return pointer -> OpenDpBridge.callOne(free, pointer);
  }

  final NativeHandle handle() {
    return handle;
  }

  final String describe(int function) {
    try (Call call = new Call(function, 1)) {
      return call.object(this).text();
    }
  }

  final boolean isSameAs(int function, NativeObject other) {
    try (Call call = new Call(function, 2)) {
      return call.object(this).object(other).flag();
    }
  }

  final long derive(int function) {
    try (Call call = new Call(function, 1)) {
      return call.object(this).run();
    }
  }

  /**
   * Frees the object once no call uses it. Closing again does nothing; any other use then fails.
   */
  @Override
  public final void close() {
    handle.close();
  }
}
