package dev.lethe.privacy.opendp;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sets of values that functions take and give.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Domains {

  private Domains() {}

  /** What {@link #atomDomain} may be told besides. */
  public record AtomDomainOptions<T>(@Nullable Bounds<T> bounds, @Nullable Boolean nan) {
    /** OpenDP's own defaults. */
    public static <T> AtomDomainOptions<T> defaults() {
      return new AtomDomainOptions<>(null, null);
    }

    /** The same with another {@code bounds}. */
    public AtomDomainOptions<T> withBounds(@Nullable Bounds<T> bounds) {
      return new AtomDomainOptions<>(bounds, nan);
    }

    /** The same with another {@code nan}. */
    public AtomDomainOptions<T> withNan(@Nullable Boolean nan) {
      return new AtomDomainOptions<>(bounds, nan);
    }
  }

  /**
   * OpenDP's {@code atom_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.atom_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> AtomDomain<T, TA> atomDomain(
      Atom<T, TA> atom, AtomDomainOptions<T> options) {
    try (Call call = new Call(Functions.ATOM_DOMAIN, 3)) {
      call.value(CompoundType.bounds(atom), options.bounds());
      call.value(Atom.BOOL, options.nan());
      call.text(atom.descriptor());
      return new AtomDomain<>(call.run());
    }
  }

  /**
   * OpenDP's {@code atom_domain} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.atom_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> AtomDomain<T, TA> atomDomain(Atom<T, TA> atom) {
    return atomDomain(atom, AtomDomainOptions.defaults());
  }

  /** What {@link #bitvectorDomain} may be told besides. */
  public record BitvectorDomainOptions(@Nullable Long maxWeight) {
    /** OpenDP's own defaults. */
    public static BitvectorDomainOptions defaults() {
      return new BitvectorDomainOptions(null);
    }

    /** The same with another {@code maxWeight}. */
    public BitvectorDomainOptions withMaxWeight(@Nullable Long maxWeight) {
      return new BitvectorDomainOptions(maxWeight);
    }
  }

  /**
   * OpenDP's {@code bitvector_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.bitvector_domain.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Domain<boolean[]> bitvectorDomain(BitvectorDomainOptions options) {
    try (Call call = new Call(Functions.BITVECTOR_DOMAIN, 1)) {
      call.value(Atom.U32, options.maxWeight());
      return new Domain<>(call.run());
    }
  }

  /**
   * OpenDP's {@code bitvector_domain} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.bitvector_domain.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Domain<boolean[]> bitvectorDomain() {
    return bitvectorDomain(BitvectorDomainOptions.defaults());
  }

  /**
   * OpenDP's {@code map_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.map_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <K, V> Domain<Map<K, V>> mapDomain(
      AtomDomain<K, ?> keyDomain, AtomDomain<V, ?> valueDomain) {
    try (Call call = new Call(Functions.MAP_DOMAIN, 2)) {
      call.object(keyDomain);
      call.object(valueDomain);
      return new Domain<>(call.run());
    }
  }

  /**
   * OpenDP's {@code option_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.option_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Domain<Optional<T>> optionDomain(AtomDomain<T, ?> elementDomain) {
    try (Call call = new Call(Functions.OPTION_DOMAIN, 2)) {
      call.object(elementDomain);
      call.text(elementDomain.type());
      return new Domain<>(call.run());
    }
  }

  /** What {@link #userDomain} may be told besides. */
  public record UserDomainOptions(@Nullable Object descriptor) {
    /** OpenDP's own defaults. */
    public static UserDomainOptions defaults() {
      return new UserDomainOptions(null);
    }

    /** The same with another {@code descriptor}. */
    public UserDomainOptions withDescriptor(@Nullable Object descriptor) {
      return new UserDomainOptions(descriptor);
    }
  }

  /**
   * OpenDP's {@code user_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.user_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Domain<T> userDomain(
      String identifier, Function<? super T, ? extends Boolean> member, UserDomainOptions options) {
    try (Call call = new Call(Functions.USER_DOMAIN, 3)) {
      call.text(identifier);
      call.function(Callbacks.of(member, Atom.BOOL));
      call.extrinsic(options.descriptor() == null ? identifier : options.descriptor());
      return new Domain<>(call.run());
    }
  }

  /**
   * OpenDP's {@code user_domain} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.user_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Domain<T> userDomain(
      String identifier, Function<? super T, ? extends Boolean> member) {
    return userDomain(identifier, member, UserDomainOptions.defaults());
  }

  /** What {@link #vectorDomain} may be told besides. */
  public record VectorDomainOptions(@Nullable Integer size) {
    /** OpenDP's own defaults. */
    public static VectorDomainOptions defaults() {
      return new VectorDomainOptions(null);
    }

    /** The same with another {@code size}. */
    public VectorDomainOptions withSize(@Nullable Integer size) {
      return new VectorDomainOptions(size);
    }
  }

  /**
   * OpenDP's {@code vector_domain}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.vector_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, A> Domain<A> vectorDomain(
      AtomDomain<T, A> atomDomain, VectorDomainOptions options) {
    try (Call call = new Call(Functions.VECTOR_DOMAIN, 2)) {
      call.object(atomDomain);
      call.value(Atom.I32, options.size());
      return new Domain<>(call.run());
    }
  }

  /**
   * OpenDP's {@code vector_domain} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/domains/fn.vector_domain.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, A> Domain<A> vectorDomain(AtomDomain<T, A> atomDomain) {
    return vectorDomain(atomDomain, VectorDomainOptions.defaults());
  }
}
