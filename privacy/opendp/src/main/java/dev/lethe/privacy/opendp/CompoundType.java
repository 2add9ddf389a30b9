package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** The types that are put together from others. */
final class CompoundType<T> extends Type<T> {

  private final ToLongFunction<T> writer;
  private final LongFunction<T> reader;
  private final boolean keeps;

  private CompoundType(
      String descriptor, ToLongFunction<T> writer, LongFunction<T> reader, boolean keeps) {
    super(descriptor);
    this.writer = writer;
    this.reader = reader;
    this.keeps = keeps;
  }

  @Override
  long write(T value) {
    return writer.applyAsLong(value);
  }

  @Override
  T read(long object) {
    return reader.apply(keeps ? Native.call(() -> OpenDpBridge.share(object)) : object);
  }

  @Override
  T take(long object) {
    return keeps ? reader.apply(object) : super.take(object);
  }

  private static <T> CompoundType<T> copied(
      String descriptor, ToLongFunction<T> writer, LongFunction<T> reader) {
    return new CompoundType<>(descriptor, writer, reader, false);
  }

  /** A type whose Java value goes on to own the object. */
  static <T> CompoundType<T> owning(
      String descriptor, ToLongFunction<T> writer, LongFunction<T> reader) {
    return new CompoundType<>(descriptor, writer, reader, true);
  }

  @SuppressWarnings("unchecked") // The native side makes the array of the atom's own element type.
  static <A> CompoundType<A> vector(Atom<?, A> atom) {
    return copied(
        "Vec<" + atom.descriptor() + ">", atom::writeArray, object -> (A) Atom.readArray(object));
  }

  static CompoundType<boolean[]> bits() {
    return copied(
        "BitVector",
        bits -> Native.call(() -> OpenDpBridge.newBits(bits)),
        object -> (boolean[]) Atom.readArray(object));
  }

  @SuppressWarnings("unchecked") // Each part is taken as the type beside it.
  static <T> CompoundType<Bounds<T>> bounds(Atom<T, ?> atom) {
    String descriptor = "(" + atom.descriptor() + ", " + atom.descriptor() + ")";
    return copied(
        descriptor,
        bounds ->
            Objects.ofRaw(descriptor, List.of(atom, atom), List.of(bounds.lower(), bounds.upper())),
        object -> {
          List<Object> parts = Objects.parts(object, List.of(atom, atom));
          return new Bounds<>((T) parts.get(0), (T) parts.get(1));
        });
  }

  @SuppressWarnings("unchecked") // Each part is taken as the type beside it.
  static <A, B> CompoundType<Pair<A, B>> pair(Type<A> first, Type<B> second) {
    String descriptor = "(" + first.descriptor() + ", " + second.descriptor() + ")";
    return copied(
        descriptor,
        pair -> {
          if (first instanceof Atom<?, ?> one && second instanceof Atom<?, ?> two) {
            return Objects.ofRaw(
                descriptor, List.of(one, two), List.of(pair.first(), pair.second()));
          }
          throw readOnly(descriptor);
        },
        object -> {
          List<Object> parts = Objects.parts(object, List.of(first, second));
          return new Pair<>((A) parts.get(0), (B) parts.get(1));
        });
  }

  /** OpenDP takes such a pair as a plain pointer to the score and an object for the candidate. */
  @SuppressWarnings("unchecked") // Each part is taken as the type beside it.
  static <T> CompoundType<Pair<Double, T>> scored(Type<T> candidate) {
    String descriptor = "(f64, ExtrinsicObject)";
    return copied(
        descriptor,
        pair -> {
          long object = candidate.write(pair.second());
          try {
            long score = Atom.F64.writeRaw(pair.first());
            try {
              long[] both = {score, object};
              return Native.call(() -> OpenDpBridge.newComposite(descriptor, both));
            } finally {
              OpenDpBridge.freeRaw(Atom.F64.number(), score);
            }
          } finally {
            Native.freeObject(object);
          }
        },
        object -> {
          List<Object> parts = Objects.parts(object, List.of(Atom.F64, candidate));
          return new Pair<>((Double) parts.get(0), (T) parts.get(1));
        });
  }

  @SuppressWarnings("unchecked") // Each part is taken as the type beside it.
  static <T> CompoundType<PartitionDistance<T>> partitionDistance(Atom<T, ?> atom) {
    String descriptor = "(u32, " + atom.descriptor() + ", " + atom.descriptor() + ")";
    List<Atom<?, ?>> types = List.of(Atom.U32, atom, atom);
    return copied(
        descriptor,
        distance ->
            Objects.ofRaw(
                descriptor,
                types,
                List.of(distance.partitions(), distance.total(), distance.perPartition())),
        object -> {
          List<Object> parts = Objects.parts(object, types);
          return new PartitionDistance<>((Long) parts.get(0), (T) parts.get(1), (T) parts.get(2));
        });
  }

  @SuppressWarnings("unchecked") // Keys and values come in arrays of their own atoms.
  static <K, V> CompoundType<Map<K, V>> map(Atom<K, ?> keys, Type<V> values) {
    String descriptor = "HashMap<" + keys.descriptor() + ", " + values.descriptor() + ">";
    if (!(values instanceof Atom<V, ?> atoms)) {
      throw new OpenDpException(
          OpenDpException.Variant.TYPE_PARSE, "Java has no carrier for " + descriptor, null);
    }
    return copied(
        descriptor,
        map -> {
          List<K> order = new ArrayList<>(map.size());
          List<V> inOrder = new ArrayList<>(map.size());
          map.forEach(
              (key, value) -> {
                order.add(key);
                inOrder.add(value);
              });
          return mapOf(descriptor, keys, order, atoms, inOrder);
        },
        object -> {
          List<Object> parts = Objects.parts(object, List.of(vector(keys), vector(atoms)));
          Map<K, V> map = new LinkedHashMap<>();
          for (int i = 0; i < Array.getLength(parts.get(0)); i++) {
            map.put((K) Array.get(parts.get(0), i), (V) Array.get(parts.get(1), i));
          }
          return map;
        });
  }

  private static <K, A, V, B> long mapOf(
      String descriptor, Atom<K, A> keys, List<K> order, Atom<V, B> values, List<V> inOrder) {
    long first = vector(keys).write(Objects.array(keys, order));
    try {
      long second = vector(values).write(Objects.array(values, inOrder));
      try {
        long[] both = {first, second};
        return Native.call(() -> OpenDpBridge.newComposite(descriptor, both));
      } finally {
        Native.freeObject(second);
      }
    } finally {
      Native.freeObject(first);
    }
  }

  /** A list of compound values, such as the bounds of several columns. */
  static <T> CompoundType<List<T>> list(Type<T> element) {
    String descriptor = "Vec<" + element.descriptor() + ">";
    return copied(
        descriptor,
        values ->
            Objects.ofObjects(
                descriptor, java.util.Collections.nCopies(values.size(), element), values),
        object -> {
          throw readOnly(descriptor);
        });
  }

  /** A list of values whose type is known only when it is used. */
  @SuppressWarnings("unchecked") // writeUnchecked refuses a value of another class.
  static Type<?> anyList(Type<?> element) {
    return element instanceof Atom<?, ?> atom
        ? copied(
            "Vec<" + atom.descriptor() + ">",
            (List<Object> values) -> atom.writeList(values),
            object -> {
              throw readOnly("Vec<" + atom.descriptor() + ">");
            })
        : list((Type<Object>) element);
  }

  /** A list whose elements each say their own type. */
  static CompoundType<List<Object>> objects() {
    return copied("Vec<AnyObject>", CompoundType::refuse, Objects::anyParts);
  }

  /** A value that may be absent: one part, or none; a pair's parts make a pair. */
  static CompoundType<Optional<Object>> option(String descriptor) {
    return copied(
        descriptor,
        CompoundType::refuse,
        object -> {
          List<Object> parts = Objects.anyParts(object);
          return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(parts.get(0));
            default -> Optional.of(new Pair<>(parts.get(0), parts.get(1)));
          };
        });
  }

  /** A Java object that OpenDP carries without looking inside. */
  static CompoundType<Object> extrinsic() {
    return copied(
        "ExtrinsicObject",
        value -> Native.call(() -> OpenDpBridge.newExtrinsicObject(value)),
        object -> Native.get(() -> OpenDpBridge.getExtrinsic(object)));
  }

  static <T> long refuse(T value) {
    throw new OpenDpException(
        OpenDpException.Variant.FFI,
        "a value of " + value.getClass().getName() + " cannot be handed to OpenDP here",
        null);
  }

  private static OpenDpException readOnly(String descriptor) {
    return new OpenDpException(
        OpenDpException.Variant.FFI, descriptor + " crosses in one direction only", null);
  }
}
