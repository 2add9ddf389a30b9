package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeFunction;
import dev.lethe.natives.NativeHandle;
import dev.lethe.natives.OpenDpBridge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of an OpenDP function: its arguments in order, then {@link #run}. Closing frees what was
 * made for the call and lets go of what it held.
 */
final class Call implements AutoCloseable {

  private static final int NO_TEXT = -1;

  private final int function;
  private final long[] words;
  private final List<String> texts = new ArrayList<>(2);
  private final Deque<Runnable> afterwards = new ArrayDeque<>(4);
  private int next;

  Call(int function, int arguments) {
    this.function = function;
    this.words = new long[arguments];
  }

  private Call word(long word) {
    words[next++] = word;
    return this;
  }

  Call object(NativeObject object) {
    NativeHandle handle = object.handle();
    long pointer = handle.acquire();
    afterwards.push(handle::release);
    return word(pointer);
  }

  Call f64(double value) {
    return word(Double.doubleToRawLongBits(value));
  }

  Call size(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("A size cannot be " + value + ".");
    }
    return word(value);
  }

  Call u32(long value) {
    if (value < 0 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(value + " is not between 0 and 4294967295.");
    }
    return word(value);
  }

  Call flag(boolean value) {
    return word(value ? 1 : 0);
  }

  Call text(@Nullable String text) {
    if (text == null) {
      return word(NO_TEXT);
    }
    texts.add(text);
    return word(texts.size() - 1L);
  }

  /** A value as an object of OpenDP's, or a null pointer. */
  Call value(Type<?> type, @Nullable Object value) {
    if (value == null) {
      return word(0);
    }
    long object = type.writeUnchecked(value);
    afterwards.push(() -> Native.freeObject(object));
    return word(object);
  }

  /** A measurement as a query. */
  Call measurement(Measurement<?, ?, ?, ?> measurement) {
    long object =
        measurement
            .handle()
            .with(pointer -> Native.call(() -> OpenDpBridge.newMeasurementObject(pointer)));
    afterwards.push(() -> Native.freeObject(object));
    return word(object);
  }

  /** A number behind a plain pointer, or a null pointer. */
  Call raw(Atom<?, ?> atom, @Nullable Object value) {
    if (value == null) {
      return word(0);
    }
    long pointer;
    try {
      pointer = atom.writeRaw(value);
    } catch (ClassCastException e) {
      throw new OpenDpException(
          OpenDpException.Variant.FAILED_CAST,
          "a value of " + value.getClass().getName() + " is no " + atom,
          e);
    }
    afterwards.push(() -> OpenDpBridge.freeRaw(atom.number(), pointer));
    return word(pointer);
  }

  /** An object that lists other objects by their pointers. */
  Call list(String descriptor, List<? extends NativeObject> objects) {
    long[] pointers = new long[objects.size()];
    for (int i = 0; i < pointers.length; i++) {
      NativeHandle handle = objects.get(i).handle();
      pointers[i] = handle.acquire();
      afterwards.push(handle::release);
    }
    long list = Native.call(() -> OpenDpBridge.newComposite(descriptor, pointers));
    afterwards.push(() -> Native.freeObject(list));
    return word(list);
  }

  /** A Java function, which OpenDP may go on to hold. */
  Call function(NativeFunction function) {
    return callback(function, false);
  }

  /** A Java transition of a queryable, which OpenDP may go on to hold. */
  Call transition(NativeFunction transition) {
    return callback(transition, true);
  }

  private Call callback(NativeFunction function, boolean transition) {
    long callback = Native.call(() -> OpenDpBridge.newCallback(function, transition));
    afterwards.push(() -> OpenDpBridge.freeCallback(callback));
    return word(callback);
  }

  /** A Java object, which OpenDP may go on to hold, or a null pointer. */
  Call extrinsic(@Nullable Object object) {
    if (object == null) {
      return word(0);
    }
    long extrinsic = Native.call(() -> OpenDpBridge.newExtrinsic(object));
    afterwards.push(() -> OpenDpBridge.freeExtrinsic(extrinsic));
    return word(extrinsic);
  }

  long run() {
    String[] all = textArray();
    return Native.call(() -> OpenDpBridge.call(function, words, all));
  }

  String text() {
    String[] all = textArray();
    return Native.get(() -> OpenDpBridge.callText(function, words, all));
  }

  boolean flag() {
    String[] all = textArray();
    return Native.get(() -> OpenDpBridge.callBoolean(function, words, all));
  }

  private String @Nullable [] textArray() {
    return texts.isEmpty() ? null : texts.toArray(new String[0]);
  }

  @Override
  public void close() {
    while (!afterwards.isEmpty()) {
      afterwards.pop().run();
    }
  }
}
