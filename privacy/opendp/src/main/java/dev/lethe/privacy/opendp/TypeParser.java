package dev.lethe.privacy.opendp;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the carrier of a type that OpenDP names. */
final class TypeParser {

  private static final ConcurrentMap<String, Type<?>> KNOWN = new ConcurrentHashMap<>();

  private TypeParser() {}

  static Type<?> parse(String descriptor) {
    Type<?> known = KNOWN.get(descriptor);
    if (known == null) {
      // Not computeIfAbsent: finding a type may find those inside it first.
      known = find(descriptor);
      KNOWN.put(descriptor, known);
    }
    return known;
  }

  /**
   * The innermost atom of a nested type, as {@code i64} of {@code VectorDomain<AtomDomain<i64>>}.
   */
  static Atom<?, ?> atomOf(String descriptor) {
    String inner = descriptor.substring(descriptor.lastIndexOf('<') + 1).replace(">", "").trim();
    return atom(inner)
        .orElseThrow(() -> unknown(descriptor, "holds no single number, truth value or text"));
  }

  /** The type of a map's values. */
  static Atom<?, ?> valueOf(String descriptor) {
    if (!descriptor.startsWith("HashMap<")) {
      throw unknown(descriptor, "is no map");
    }
    String value = descriptor.substring(descriptor.indexOf(',') + 1, descriptor.length() - 1);
    return atom(value.trim()).orElseThrow(() -> unknown(descriptor, "has no plain values"));
  }

  private static Optional<Atom<?, ?>> atom(String descriptor) {
    return Atom.ALL.stream()
        .<Atom<?, ?>>map(atom -> atom)
        .filter(atom -> atom.descriptor().equals(descriptor))
        .findFirst();
  }

  private static Type<?> find(String descriptor) {
    Optional<Atom<?, ?>> atom = atom(descriptor);
    if (atom.isPresent()) {
      return atom.get();
    }
    switch (descriptor) {
      case "BitVector":
        return CompoundType.bits();
      case "ExtrinsicObject":
        return CompoundType.extrinsic();
      case "AnyQueryable":
        return Queryable.TYPE;
      case "AnyOdometerQueryable":
        return OdometerQueryable.TYPE;
      case "PrivacyProfile":
        return PrivacyProfile.TYPE;
      case "Function<f64, f64>":
        return OpenDpFunction.CURVE;
      case "Vec<AnyObject>":
        return CompoundType.objects();
      default:
        break;
    }
    if (descriptor.startsWith("Vec<")) {
      Type<?> element = parse(descriptor.substring(4, descriptor.length() - 1));
      return element instanceof Atom<?, ?> of
          ? CompoundType.vector(of)
          : CompoundType.list(element);
    }
    if (descriptor.startsWith("Option<")) {
      return CompoundType.option(descriptor);
    }
    if (descriptor.startsWith("HashMap<")) {
      String[] both = descriptor.substring(8, descriptor.length() - 1).split(",", 2);
      return CompoundType.map(atomOf(both[0]), parse(both[1].trim()));
    }
    if (descriptor.startsWith("(")) {
      return tuple(descriptor);
    }
    throw unknown(descriptor, "has no carrier in Java");
  }

  private static Type<?> tuple(String descriptor) {
    String[] parts = descriptor.substring(1, descriptor.length() - 1).split(",", -1);
    if (parts.length == 2) {
      return CompoundType.pair(parse(parts[0].trim()), parse(parts[1].trim()));
    }
    if (parts.length == 3 && parts[0].trim().equals("u32")) {
      return CompoundType.partitionDistance(atomOf(parts[1]));
    }
    throw unknown(descriptor, "has no carrier in Java");
  }

  private static OpenDpException unknown(String descriptor, String why) {
    return new OpenDpException(
        OpenDpException.Variant.TYPE_PARSE, "the type " + descriptor + " " + why, null);
  }
}
