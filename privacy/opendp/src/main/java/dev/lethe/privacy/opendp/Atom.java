package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.lang.reflect.Array;
import java.util.List;

/**
 * The type of a single number, truth value or text, with the Java array that carries a vector of
 * them.
 *
 * <p>An unsigned type is carried by the next wider Java type; {@code u64} and {@code usize} by
 * {@code long}, where a larger value is an error.
 *
 * @param <T> the Java type of one value
 * @param <A> the Java array type of a vector
 */
public final class Atom<T, A> extends Type<T> {

  /** Truth values. */
  public static final Atom<Boolean, boolean[]> BOOL =
      new Atom<>("bool", 0, Boolean.class, boolean.class);

  /** 8-bit integers. */
  public static final Atom<Byte, byte[]> I8 = new Atom<>("i8", 1, Byte.class, byte.class);

  /** 16-bit integers. */
  public static final Atom<Short, short[]> I16 = new Atom<>("i16", 2, Short.class, short.class);

  /** 32-bit integers. */
  public static final Atom<Integer, int[]> I32 = new Atom<>("i32", 3, Integer.class, int.class);

  /** 64-bit integers. */
  public static final Atom<Long, long[]> I64 = new Atom<>("i64", 4, Long.class, long.class);

  /** Unsigned 8-bit integers. */
  public static final Atom<Short, short[]> U8 = new Atom<>("u8", 5, Short.class, short.class);

  /** Unsigned 16-bit integers. */
  public static final Atom<Integer, int[]> U16 = new Atom<>("u16", 6, Integer.class, int.class);

  /** Unsigned 32-bit integers. */
  public static final Atom<Long, long[]> U32 = new Atom<>("u32", 7, Long.class, long.class);

  /** Unsigned 64-bit integers, up to the greatest {@code long}. */
  public static final Atom<Long, long[]> U64 = new Atom<>("u64", 8, Long.class, long.class);

  /** Unsigned integers as wide as a pointer, up to the greatest {@code long}. */
  public static final Atom<Long, long[]> USIZE = new Atom<>("usize", 9, Long.class, long.class);

  /** 32-bit floating-point numbers. */
  public static final Atom<Float, float[]> F32 = new Atom<>("f32", 10, Float.class, float.class);

  /** 64-bit floating-point numbers. */
  public static final Atom<Double, double[]> F64 =
      new Atom<>("f64", 11, Double.class, double.class);

  /** Texts. */
  public static final Atom<String, String[]> STRING =
      new Atom<>("String", 12, String.class, String.class);

  static final List<Atom<?, ?>> ALL =
      List.of(BOOL, I8, I16, I32, I64, U8, U16, U32, U64, USIZE, F32, F64, STRING);

  private final int number;
  private final Class<T> boxed;
  private final Class<?> element;

  private Atom(String descriptor, int number, Class<T> boxed, Class<?> element) {
    super(descriptor);
    this.number = number;
    this.boxed = boxed;
    this.element = element;
  }

  @SuppressWarnings("unchecked") // A is the array type of this very element type.
  A newArray(int length) {
    return (A) Array.newInstance(element, length);
  }

  int number() {
    return number;
  }

  @Override
  long write(T value) {
    if (value instanceof Double number && this.number == F64.number) {
      return OpenDpBridge.newF64(number);
    }
    if (value instanceof Long number && this.number == I64.number) {
      return OpenDpBridge.newI64(number);
    }
    Object one = arrayOfOne(value);
    return Native.call(() -> OpenDpBridge.newScalar(number, one));
  }

  @Override
  T read(long object) {
    if (number == F64.number) {
      return boxed.cast(Native.get(() -> OpenDpBridge.getF64(object)));
    }
    if (number == I64.number) {
      return boxed.cast(Native.get(() -> OpenDpBridge.getI64(object)));
    }
    return boxed.cast(Array.get(readArray(object), 0));
  }

  long writeArray(A values) {
    if (!values.getClass().isArray() || values.getClass().getComponentType() != element) {
      throw new ClassCastException(values.getClass().getName());
    }
    return Native.call(() -> OpenDpBridge.newVector(number, values));
  }

  long writeList(List<?> values) {
    Object array = newArray(values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, boxed.cast(values.get(i)));
    }
    return Native.call(() -> OpenDpBridge.newVector(number, array));
  }

  static Object readArray(long object) {
    return Native.get(() -> OpenDpBridge.getArray(object));
  }

  /** A plain pointer to the value, which {@link OpenDpBridge#freeRaw} frees. */
  long writeRaw(Object value) {
    Object one = arrayOfOne(value);
    return Native.call(() -> OpenDpBridge.newRaw(number, one));
  }

  private Object arrayOfOne(Object value) {
    Object one = Array.newInstance(element, 1);
    Array.set(one, 0, boxed.cast(exact(value)));
    return one;
  }

  /** The same number in this atom's Java type, where nothing is lost. */
  private Object exact(Object value) {
    if (boxed.isInstance(value) || !(value instanceof Number number) || value instanceof Float) {
      return value;
    }
    if (boxed == Double.class && (double) number.longValue() == number.doubleValue()) {
      return number.doubleValue();
    }
    if (value instanceof Double || number.doubleValue() != number.longValue()) {
      return value;
    }
    long whole = number.longValue();
    if (boxed == Long.class) {
      return whole;
    } else if (boxed == Integer.class && whole == (int) whole) {
      return (int) whole;
    } else if (boxed == Short.class && whole == (short) whole) {
      return (short) whole;
    } else if (boxed == Byte.class && whole == (byte) whole) {
      return (byte) whole;
    }
    return value;
  }
}
