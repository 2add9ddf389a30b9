package dev.lethe.crypto.keys;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The two signatures every identity makes: a forger has to break both Ed25519 (RFC 8032) and
 * ML-DSA-65 (FIPS 204).
 */
public enum SignatureAlgorithm {
  ED25519("ed25519", 32, 64, "302a300506032b6570032100", "302e020100300506032b657004220420") {
    @Override
    boolean isValidKey(byte[] key) {
      return Ed25519.validatePublicKeyFull(key, 0);
    }

    @Override
    boolean check(byte[] key, byte[] message, byte[] signature) {
      return Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }
  },
  ML_DSA_65(
      "ml-dsa-65",
      1952,
      3309,
      "308207b2300b0609608648016503040312038207a100",
      "3034020100300b060960864801650304031204228020") {
    @Override
    boolean isValidKey(byte[] key) {
      return true; // FIPS 204: every string of the right length is a public key
    }

    @Override
    boolean check(byte[] key, byte[] message, byte[] signature) {
      MLDSASigner verifier = new MLDSASigner();
      verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, key));
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature);
    }
  };

  static final int SEED_BYTES = 32;

  private final String tag;
  private final int keyBytes;
  private final int signatureBytes;
  private final String spkiPrefix;
  private final String pkcs8Prefix;

  SignatureAlgorithm(
      String tag, int keyBytes, int signatureBytes, String spkiPrefix, String pkcs8Prefix) {
    this.tag = tag;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
    this.spkiPrefix = spkiPrefix;
    this.pkcs8Prefix = pkcs8Prefix;
  }

  /** The name in serialised forms: {@code ed25519} or {@code ml-dsa-65}. */
  public String tag() {
    return tag;
  }

  /** The one length, in bytes, that a signature has. */
  public int signatureBytes() {
    return signatureBytes;
  }

  /** Whether {@code signature} is one over {@code message} under this raw public key. */
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == keyBytes
        && signature.length == signatureBytes
        && isValidKey(publicKey)
        && check(publicKey, message, signature);
  }

  abstract boolean isValidKey(byte[] key);

  abstract boolean check(byte[] key, byte[] message, byte[] signature);

  int keyBytes() {
    return keyBytes;
  }

  // Each algorithm has keys of one length, so its DER is a constant prefix and the key: comparing
  // the prefix reads it exactly and leaves no second encoding of the same key.
  byte[] toSpki(byte[] publicKey) {
    return join(spkiPrefix, publicKey);
  }

  byte[] fromSpki(byte[] der) {
    return strip(spkiPrefix, der, keyBytes, "SubjectPublicKeyInfo");
  }

  byte[] toPkcs8(byte[] seed) {
    return join(pkcs8Prefix, seed);
  }

  byte[] fromPkcs8(byte[] der) {
    return strip(pkcs8Prefix, der, SEED_BYTES, "PKCS #8 seed");
  }

  private byte[] strip(String prefixHex, byte[] der, int length, String form) {
    byte[] prefix = HexFormat.of().parseHex(prefixHex);
    if (der.length != prefix.length + length
        || !Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new IllegalArgumentException("not the " + form + " of an " + tag + " key");
    }
    return Arrays.copyOfRange(der, prefix.length, der.length);
  }

  private static byte[] join(String headHex, byte[] tail) {
    byte[] head = HexFormat.of().parseHex(headHex);
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
