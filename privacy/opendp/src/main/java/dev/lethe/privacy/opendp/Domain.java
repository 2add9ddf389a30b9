package dev.lethe.privacy.opendp;

import org.jspecify.annotations.Nullable;

/**
 * The set of the values that a function may get.
 *
 * @param <T> the Java type of a member
 */
public sealed class Domain<T> extends NativeObject permits AtomDomain {

  private volatile @Nullable Type<?> carrier;

  Domain(long pointer) {
    super("domain", pointer, Functions.DOMAIN_FREE);
  }

  /** The type of the members. */
  public final Type<?> carrierType() {
    Type<?> known = carrier;
    if (known == null) {
      known = TypeParser.parse(describe(Functions.DOMAIN_CARRIER_TYPE));
      carrier = known;
    }
    return known;
  }

  /** The innermost atom of the members. */
  final Atom<?, ?> atom() {
    return TypeParser.atomOf(type());
  }

  /** The type of the values, where the members are maps. */
  final Atom<?, ?> valueAtom() {
    return TypeParser.valueOf(describe(Functions.DOMAIN_CARRIER_TYPE));
  }

  /** The domain's own type, as OpenDP writes it. */
  public final String type() {
    return describe(Functions.DOMAIN_TYPE);
  }

  /** Whether the value is a member. */
  public final boolean contains(T value) {
    try (Call call = new Call(Functions.MEMBER, 2)) {
      return call.object(this).value(carrierType(), value).flag();
    }
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Domain<?> domain && isSameAs(Functions.DOMAIN_EQUAL, domain));
  }

  @Override
  public final int hashCode() {
    return type().hashCode();
  }

  @Override
  public final String toString() {
    return handle().isClosed() ? "closed domain" : describe(Functions.DOMAIN_DEBUG);
  }
}
