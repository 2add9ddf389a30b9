package dev.lethe.privacy.opendp;

import java.util.Map;

/** The compound types, for those constructors that ask for a type. */
public final class Types {

  private Types() {}

  /** Vectors of an atom, carried by an array. */
  public static <A> Type<A> vector(Atom<?, A> atom) {
    return CompoundType.vector(atom);
  }

  /** Maps from one atom to another. */
  public static <K, V> Type<Map<K, V>> map(Atom<K, ?> keys, Atom<V, ?> values) {
    return CompoundType.map(keys, values);
  }

  /** Pairs. */
  public static <A, B> Type<Pair<A, B>> pair(Type<A> first, Type<B> second) {
    return CompoundType.pair(first, second);
  }

  /** A score and its candidate, as {@link Combinators#makeSelectPrivateCandidate} compares them. */
  public static <T> Type<Pair<Double, T>> scored(Type<T> candidate) {
    return CompoundType.scored(candidate);
  }

  /** Vectors of truth values packed in bits. */
  public static Type<boolean[]> bits() {
    return CompoundType.bits();
  }

  /** Java objects that OpenDP carries without looking inside. */
  public static Type<Object> extrinsic() {
    return CompoundType.extrinsic();
  }
}
