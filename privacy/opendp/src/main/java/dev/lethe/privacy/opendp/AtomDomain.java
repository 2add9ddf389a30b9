package dev.lethe.privacy.opendp;

/**
 * The set of single values of one type.
 *
 * @param <T> the Java type of one value
 * @param <A> the Java array type of a vector of them
 */
public final class AtomDomain<T, A> extends Domain<T> {

  AtomDomain(long pointer) {
    super(pointer);
  }
}
