package dev.lethe.natives;

import org.jspecify.annotations.Nullable;

/**
 * The externs of the Rust half, flat and unchecked: a wrong pointer ends the process.
 *
 * <p>Pointers to objects that a method returns belong to the caller. A failure throws {@link
 * NativeException}.
 */
public final class OpenDpBridge {

  static {
    try {
      NativeLibrary.load();
    } catch (NativeLibraryException e) {
      // Told by require(); out of here it would come wrapped, and only once.
    }
  }

  private OpenDpBridge() {}

  /**
   * Loads the library, or throws {@link NativeLibraryException} which says what to do; to be called
   * before the first use.
   */
  public static void require() {
    NativeLibrary.load();
  }

  /**
   * Calls the function of that number; each word is a pointer, a number's bits or an index into the
   * texts.
   */
  public static native long call(int function, long[] words, String @Nullable [] texts);

  /** Calls a function of one pointer. */
  public static native long callOne(int function, long first);

  /** Calls a function of two pointers. */
  public static native long callTwo(int function, long first, long second);

  /** Calls a function that returns a text. */
  public static native String callText(int function, long[] words, String @Nullable [] texts);

  /** Calls a function that returns a truth value. */
  public static native boolean callBoolean(int function, long[] words, String @Nullable [] texts);

  /** An object's type, as OpenDP writes it. */
  public static native String typeOf(long object);

  /** A vector of the atom's type, from an array. */
  public static native long newVector(int atom, Object array);

  /** A single value of the atom's type, from an array of one. */
  public static native long newScalar(int atom, Object array);

  /** A double as an object. */
  public static native long newF64(double value);

  /** A long as an object. */
  public static native long newI64(long value);

  /** A bit vector. */
  public static native long newBits(boolean[] bits);

  /** A single value behind a plain pointer, from an array of one. */
  public static native long newRaw(int atom, Object array);

  /** Frees what {@link #newRaw} made. */
  public static native void freeRaw(int atom, long pointer);

  /** A compound value of a type, from the pointers that OpenDP assembles it from. */
  public static native long newComposite(String type, long[] pointers);

  /** A measurement as an object. */
  public static native long newMeasurementObject(long measurement);

  /** The same value as a new object; a queryable shares its state. */
  public static native long share(long object);

  /** The double in an object. */
  public static native double getF64(long object);

  /** The long in an object. */
  public static native long getI64(long object);

  /** A vector's elements, or a single value, as an array. */
  public static native Object getArray(long object);

  /** The parts of a compound value, as new objects. */
  public static native long[] getParts(long object);

  /** A curve as a new function. */
  public static native long getCurve(long object);

  /** A callback or a transition for one call. */
  public static native long newCallback(NativeFunction function, boolean transition);

  /** Frees what {@link #newCallback} made; OpenDP may go on to hold the function. */
  public static native void freeCallback(long callback);

  /** A pointer to a Java object that OpenDP may hold. */
  public static native long newExtrinsic(Object object);

  /** Frees what {@link #newExtrinsic} made. */
  public static native void freeExtrinsic(long extrinsic);

  /** A Java object as an object. */
  public static native long newExtrinsicObject(Object object);

  /** The Java object in an object. */
  public static native Object getExtrinsic(long object);
}
