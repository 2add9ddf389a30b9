package dev.lethe.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.SecretKeyAccess;
import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.Wycheproof;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureAlgorithmTest {
  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));

  @Test
  void acceptsExactlyTheEd25519SignaturesThatWycheproofAccepts() throws IOException {
    int vectors =
        Wycheproof.forEach(
            "ed25519",
            (group, test, valid) ->
                assertThat(
                        SignatureAlgorithm.ED25519.verify(
                            Wycheproof.hex(group.get("publicKey"), "pk"),
                            Wycheproof.hex(test, "msg"),
                            Wycheproof.hex(test, "sig")))
                    .as("test %s", test.get("tcId"))
                    .isEqualTo(valid));
    assertThat(vectors).isGreaterThan(100);
  }

  @Test
  void acceptsExactlyTheMlDsa65SignaturesThatWycheproofAccepts() throws IOException {
    int[] checked = {0};
    Wycheproof.forEach(
        "mldsa_65_verify",
        (group, test, valid) -> {
          if (test.hasNonNull("ctx") && !test.get("ctx").asText().isEmpty()) {
            return; // envelopes are signed with the empty context only
          }
          checked[0]++;
          assertThat(
                  SignatureAlgorithm.ML_DSA_65.verify(
                      Wycheproof.hex(group, "publicKey"),
                      Wycheproof.hex(test, "msg"),
                      Wycheproof.hex(test, "sig")))
              .as("test %s", test.get("tcId"))
              .isEqualTo(valid);
        });
    assertThat(checked[0]).isGreaterThan(100);
  }

  @Test
  void signsAsTheFirstVectorOfRfc8032Says() {
    byte[] publicKey =
        HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assertThat(SignatureAlgorithm.ED25519.verify(publicKey, new byte[0], signature)).isTrue();
    assertThat(SignatureAlgorithm.ED25519.verify(publicKey, new byte[1], signature)).isFalse();
  }

  @Test
  void ed25519SignaturesAndKeysAreThoseOfThePlatform() throws GeneralSecurityException {
    byte[] message = TestBytes.of(2, 200);
    var factory = KeyFactory.getInstance("Ed25519");
    byte[] seed = key.seed(SignatureAlgorithm.ED25519, SecretKeyAccess.granted());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(
        factory.generatePrivate(new PKCS8EncodedKeySpec(SignatureAlgorithm.ED25519.toPkcs8(seed))));
    signer.update(message);
    assertThat(key.sign(SignatureAlgorithm.ED25519, message)).isEqualTo(signer.sign());

    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        factory.generatePublic(
            new X509EncodedKeySpec(key.identity().spki(SignatureAlgorithm.ED25519))));
    verifier.update(message);
    assertThat(verifier.verify(key.sign(SignatureAlgorithm.ED25519, message))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void publicKeysHaveTheDerThatAnAsn1LibraryWrites(SignatureAlgorithm algorithm)
      throws IOException {
    byte[] spki = key.identity().spki(algorithm);
    byte[] again =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(PublicKeyFactory.createKey(spki))
            .getEncoded();
    assertThat(again).isEqualTo(spki);
    assertThat(algorithm.fromSpki(spki)).isEqualTo(key.identity().publicKey(algorithm));
  }

  @Test
  void privateKeysAreReadByAnAsn1Library() throws IOException {
    byte[] ed = key.seed(SignatureAlgorithm.ED25519, SecretKeyAccess.granted());
    byte[] ml = key.seed(SignatureAlgorithm.ML_DSA_65, SecretKeyAccess.granted());
    var edRead =
        (Ed25519PrivateKeyParameters)
            PrivateKeyFactory.createKey(SignatureAlgorithm.ED25519.toPkcs8(ed));
    var mlRead =
        (MLDSAPrivateKeyParameters)
            PrivateKeyFactory.createKey(SignatureAlgorithm.ML_DSA_65.toPkcs8(ml));
    assertThat(edRead.getEncoded()).isEqualTo(ed);
    assertThat(mlRead.getSeed()).isEqualTo(ml);
    assertThat(mlRead.getPublicKey())
        .isEqualTo(key.identity().publicKey(SignatureAlgorithm.ML_DSA_65));
  }

  @ParameterizedTest
  @EnumSource
  void refusesKeysAndSignaturesOfAnyOtherLength(SignatureAlgorithm algorithm) {
    byte[] message = {1, 2, 3};
    byte[] publicKey = key.identity().publicKey(algorithm);
    byte[] signature = key.sign(algorithm, message);
    assertThat(algorithm.verify(publicKey, message, signature)).isTrue();
    for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1}) {
      assertThat(algorithm.verify(publicKey, message, Arrays.copyOf(signature, length))).isFalse();
    }
    for (int length : new int[] {0, 1, publicKey.length - 1, publicKey.length + 1}) {
      assertThat(algorithm.verify(Arrays.copyOf(publicKey, length), message, signature)).isFalse();
    }
  }

  @Test
  void refusesEd25519KeysOfSmallOrder() {
    byte[] identityPoint = new byte[32];
    identityPoint[0] = 1;
    byte[] anything = new byte[64];
    anything[0] = 1;
    // With R = identity and S = 0 a cofactored check would accept this for every message.
    assertThat(SignatureAlgorithm.ED25519.verify(identityPoint, new byte[] {7}, anything))
        .isFalse();
    assertThat(SignatureAlgorithm.ED25519.isValidKey(identityPoint)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void refusesDerOfAnotherAlgorithmOrLength(SignatureAlgorithm algorithm) {
    byte[] spki = key.identity().spki(algorithm);
    assertThatThrownBy(() -> algorithm.fromSpki(Arrays.copyOf(spki, spki.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> algorithm.fromSpki(TestBytes.flipBit(spki, 8 * 10)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> algorithm.fromPkcs8(spki))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
