package dev.lethe.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicIdentityTest {
  @TempDir Path dir;

  private final PublicIdentity identity =
      OperatorKey.generate("clinic", TestBytes.random(3)).identity();

  @Test
  void aSavedIdentityLoadsAsTheSame() throws IOException {
    Path file = dir.resolve("clinic.pub");
    identity.save(file);
    PublicIdentity loaded = PublicIdentity.load(file);
    assertThat(loaded).isEqualTo(identity).hasSameHashCodeAs(identity);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      assertThat(loaded.publicKey(algorithm)).isEqualTo(identity.publicKey(algorithm));
    }
  }

  @Test
  void itsIdIsTheHashOfBothSpkis() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(identity.spki(SignatureAlgorithm.ED25519));
    digest.update(identity.spki(SignatureAlgorithm.ML_DSA_65));
    assertThat(identity.keyId()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void halvesOfTwoIdentitiesMakeAThird() {
    PublicIdentity other = OperatorKey.generate("clinic", TestBytes.random(4)).identity();
    PublicIdentity mixed =
        new PublicIdentity(
            "clinic",
            identity.publicKey(SignatureAlgorithm.ED25519),
            other.publicKey(SignatureAlgorithm.ML_DSA_65));
    assertThat(mixed.keyId()).isNotEqualTo(identity.keyId()).isNotEqualTo(other.keyId());
    assertThat(mixed).isNotEqualTo(identity);
  }

  @ParameterizedTest
  @EnumSource
  void verifiesItsOwnSignaturesOnly(SignatureAlgorithm algorithm) {
    OperatorKey key = OperatorKey.generate("clinic", TestBytes.random(3));
    OperatorKey other = OperatorKey.generate("clinic", TestBytes.random(4));
    byte[] message = TestBytes.of(5, 64);
    byte[] signature = key.sign(algorithm, message);
    assertThat(identity.verify(algorithm, message, signature)).isTrue();
    assertThat(identity.verify(algorithm, message, other.sign(algorithm, message))).isFalse();
    assertThat(identity.verify(algorithm, TestBytes.flipBit(message, 77), signature)).isFalse();
    for (int bit = 0; bit < 8 * signature.length; bit += signature.length / 13) {
      assertThat(identity.verify(algorithm, message, TestBytes.flipBit(signature, bit))).isFalse();
    }
  }

  @Test
  void noFlippedBitOfTheFileLeavesTheSameIdentity() {
    byte[] text = identity.encode();
    for (int bit = 0; bit < 8 * text.length; bit += 7) {
      byte[] changed = TestBytes.flipBit(text, bit);
      assertThat(describe(changed)).as("bit %d", bit).isNotEqualTo(identity.toString());
    }
  }

  private static String describe(byte[] text) {
    try {
      return PublicIdentity.decode(text).toString();
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }

  @Test
  void refusesAFileWithAnythingBesideTheForm() {
    String text = new String(identity.encode(), StandardCharsets.US_ASCII);
    for (String changed :
        new String[] {
          "",
          text + "\n",
          " " + text,
          text.replace("\n", "\r\n"),
          text.replace("identity-v1", "identity-v2"),
          text.replaceFirst("name: clinic", "name: cli nic"),
          text.substring(0, text.lastIndexOf("-----BEGIN")),
          text + text.substring(text.lastIndexOf("-----BEGIN")),
          text.substring(0, text.length() - 1),
          text.replace("PUBLIC KEY", "PRIVATE KEY"),
        }) {
      assertThatThrownBy(() -> PublicIdentity.decode(changed.getBytes(StandardCharsets.ISO_8859_1)))
          .as(changed)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesKeysInTheWrongOrder() {
    byte[] swapped =
        Pem.join(
            "lethe-identity-v1\nname: clinic\n".getBytes(StandardCharsets.US_ASCII),
            Pem.encode("PUBLIC KEY", identity.spki(SignatureAlgorithm.ML_DSA_65)),
            Pem.encode("PUBLIC KEY", identity.spki(SignatureAlgorithm.ED25519)));
    assertThatThrownBy(() -> PublicIdentity.decode(swapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ed25519");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("odd.pub"), "hello");
    assertThatThrownBy(() -> PublicIdentity.load(file))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("odd.pub");
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    Path file = Files.write(dir.resolve("huge.pub"), new byte[1 << 20]);
    assertThatThrownBy(() -> PublicIdentity.load(file)).isInstanceOf(FileSystemException.class);
  }
}
