package dev.lethe.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.VerificationException;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import dev.lethe.crypto.keys.TrustStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DsseVerifierTest {
  private static final String TYPE = "text/plain";
  private static final byte[] PAYLOAD = "epsilon is 1".getBytes(StandardCharsets.UTF_8);

  private final OperatorKey key = OperatorKey.generate("clinic", TestBytes.random(1));
  private final OperatorKey other = OperatorKey.generate("clinic", TestBytes.random(2));
  private final TrustStore trust = TrustStore.ofIdentities(List.of(key.identity()));
  private final DsseEnvelope envelope = DsseSigner.sign(TYPE, PAYLOAD, key);

  @Test
  void aTrustedSignerBothOfWhoseSignaturesHoldIsAccepted() {
    VerifiedPayload verified = DsseVerifier.verify(DsseEnvelope.parse(envelope.toBytes()), trust);
    assertThat(verified.payload(TYPE)).isEqualTo(PAYLOAD);
    assertThat(verified.signer()).isEqualTo(key.identity());
  }

  @Test
  void aPayloadIsNotHandedOutAsAnotherType() {
    VerifiedPayload verified = DsseVerifier.verify(envelope, trust);
    assertThatThrownBy(() -> verified.payload("application/vnd.in-toto+json"))
        .isInstanceOf(EnvelopeException.class)
        .hasMessageContaining("text/plain");
  }

  @Test
  void aBitFlippedAnywhereInTheFileIsRefused() {
    byte[] bytes = envelope.toBytes();
    int mlDsa = new String(bytes, StandardCharsets.UTF_8).lastIndexOf("\"sig\":\"") + 7;
    // All bits up to the long signature, then one in 33: each costs a verification there.
    for (int bit = 0; bit < 8 * bytes.length; bit += bit < 8 * mlDsa ? 1 : 33) {
      byte[] changed = TestBytes.flipBit(bytes, bit);
      assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.parse(changed), trust))
          .as("bit %d", bit)
          .isInstanceOf(VerificationException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBadSignatureIsEnoughToRefuse(SignatureAlgorithm algorithm) {
    byte[] signed = DsseEnvelope.preAuthenticationEncoding(TYPE, PAYLOAD);
    ObjectNode json = envelope.toJson();
    // The other signature stays valid; this one is the other key's, over the same bytes.
    putSignature(json, algorithm, other.sign(algorithm, signed));
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class)
        .hasMessageContaining(algorithm.tag());
  }

  @ParameterizedTest
  @EnumSource
  void oneSignatureOverAnotherPayloadIsEnoughToRefuse(SignatureAlgorithm algorithm) {
    ObjectNode json = envelope.toJson();
    byte[] signed =
        DsseEnvelope.preAuthenticationEncoding(TYPE, "other".getBytes(StandardCharsets.UTF_8));
    putSignature(json, algorithm, key.sign(algorithm, signed));
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class)
        .hasMessageContaining(algorithm.tag());
  }

  @Test
  void aPayloadReplacedIsRefused() {
    ObjectNode json = envelope.toJson();
    json.put(
        "payload",
        Base64.getEncoder().encodeToString("epsilon is 2".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class);
  }

  @Test
  void aTypeReplacedIsRefused() {
    ObjectNode json = envelope.toJson().put("payloadType", "text/html");
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class);
  }

  @Test
  void aSignatureOverTheBarePayloadIsRefused() {
    ObjectNode json = envelope.toJson();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      putSignature(json, algorithm, key.sign(algorithm, PAYLOAD));
    }
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class);
  }

  @Test
  void anUnknownSignerIsRefusedByName() {
    DsseEnvelope foreign = DsseSigner.sign(TYPE, PAYLOAD, other);
    assertThatThrownBy(() -> DsseVerifier.verify(foreign, trust))
        .isInstanceOf(UntrustedSignerException.class)
        .hasMessageContaining(other.keyId())
        .hasMessageContaining("enrol");
  }

  @Test
  void anUnknownSignerCannotTakeATrustedName() {
    ObjectNode json = DsseSigner.sign(TYPE, PAYLOAD, other).toJson();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      ((ObjectNode) json.get("signatures").get(algorithm == SignatureAlgorithm.ED25519 ? 0 : 1))
          .put("keyid", algorithm.tag() + ":" + key.keyId());
    }
    assertThatThrownBy(() -> DsseVerifier.verify(DsseEnvelope.fromJson(json), trust))
        .isInstanceOf(InvalidSignatureException.class);
  }

  @Test
  void aRevokedSignerIsRefusedAsRevoked(@TempDir Path dir) throws IOException {
    TrustStore store = TrustStore.load(dir);
    store.enrol(key.identity());
    assertThat(DsseVerifier.verify(envelope, store).signer()).isEqualTo(key.identity());
    store.revoke(key.keyId());
    assertThatThrownBy(() -> DsseVerifier.verify(envelope, store))
        .isInstanceOf(UntrustedSignerException.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void afterARotationOldAndNewEnvelopesAreAccepted() {
    TrustStore both = TrustStore.ofIdentities(List.of(key.identity(), other.identity()));
    assertThat(DsseVerifier.verify(envelope, both).signer()).isEqualTo(key.identity());
    assertThat(DsseVerifier.verify(DsseSigner.sign(TYPE, PAYLOAD, other), both).signer())
        .isEqualTo(other.identity());
  }

  @Test
  void nobodyIsTrustedByAnEmptyStore() {
    assertThatThrownBy(() -> DsseVerifier.verify(envelope, TrustStore.ofIdentities(List.of())))
        .isInstanceOf(UntrustedSignerException.class);
  }

  private static void putSignature(
      ObjectNode envelope, SignatureAlgorithm algorithm, byte[] signature) {
    ((ObjectNode) envelope.get("signatures").get(algorithm == SignatureAlgorithm.ED25519 ? 0 : 1))
        .put("sig", Base64.getEncoder().encodeToString(signature));
  }
}
