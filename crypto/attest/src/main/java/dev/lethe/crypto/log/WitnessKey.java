package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a witness: a named Ed25519 key whose signatures of type 0x04 are cosignatures
 * by C2SP tlog-cosignature and nothing else.
 */
public final class WitnessKey {
  private static final byte COSIGNATURE_V1 = 4;

  private final String name;
  private final byte[] key;

  private WitnessKey(String name, byte[] key) {
    this.name = name;
    this.key = key;
  }

  /** The key with which an identity cosigns, under the identity's own name. */
  public static WitnessKey of(PublicIdentity identity) {
    return new WitnessKey(
        VerifierKey.requireName(identity.name()), identity.publicKey(SignatureAlgorithm.ED25519));
  }

  /**
   * Reads the text form, {@code name+keyhash+base64(0x04 || key)}.
   *
   * @throws IllegalArgumentException if it is not the text form of such a key
   */
  public static WitnessKey parse(String text) {
    NoteKeys.Named named = NoteKeys.parse(text, COSIGNATURE_V1);
    return new WitnessKey(named.name(), named.key());
  }

  /** The name it cosigns as. */
  public String name() {
    return name;
  }

  byte[] hash() {
    return NoteKeys.hash(name, COSIGNATURE_V1, key);
  }

  boolean verify(byte[] message, byte[] signature) {
    return SignatureAlgorithm.ED25519.verify(key, message, signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WitnessKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(toString());
  }

  /** The text form. */
  @Override
  public String toString() {
    return NoteKeys.text(name, COSIGNATURE_V1, key);
  }
}
