package dev.lethe.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.SecretKeyAccess;
import dev.lethe.crypto.TestBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorKeyTest {
  @TempDir Path dir;

  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));

  @Test
  void aSavedKeyLoadsAsTheSameKey() throws IOException {
    key.save(dir, "operator");
    OperatorKey loaded = OperatorKey.load(dir, "operator");
    assertThat(loaded.keyId()).isEqualTo(key.keyId());
    assertThat(loaded.identity()).isEqualTo(key.identity());
    byte[] message = {1, 2, 3};
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      assertThat(loaded.sign(algorithm, message)).isEqualTo(key.sign(algorithm, message));
    }
  }

  @Test
  void thePublicFileBesideItHoldsItsIdentityUnderTheSavedName() throws IOException {
    key.save(dir, "clinic-2");
    PublicIdentity identity = PublicIdentity.load(dir.resolve("clinic-2.pub"));
    assertThat(identity.keyId()).isEqualTo(key.keyId());
    assertThat(identity.name()).isEqualTo("clinic-2");
  }

  @Test
  void onlyTheOwnerCanReadThePrivateFile() throws IOException {
    key.save(dir, "operator");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("operator.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingButTheTwoFilesIsLeftBehind() throws IOException {
    key.save(dir, "operator");
    try (var files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("operator.key", "operator.pub");
    }
  }

  @Test
  void neverOverwritesAKey() throws IOException {
    key.save(dir, "operator");
    byte[] before = Files.readAllBytes(dir.resolve("operator.key"));
    OperatorKey other = OperatorKey.generate(TestBytes.random(2));
    assertThatThrownBy(() -> other.save(dir, "operator"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("never overwritten");
    assertThat(Files.readAllBytes(dir.resolve("operator.key"))).isEqualTo(before);
    assertThat(PublicIdentity.load(dir.resolve("operator.pub")).keyId()).isEqualTo(key.keyId());
  }

  @Test
  void refusesAPrivateFileThatOthersCanRead() throws IOException {
    key.save(dir, "operator");
    Files.setPosixFilePermissions(
        dir.resolve("operator.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> OperatorKey.load(dir, "operator"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aMissingKeyIsNamedWithItsFile() {
    assertThatThrownBy(() -> OperatorKey.load(dir, "operator"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("operator.key");
  }

  @Test
  void everyFlippedBitOfThePrivateFileIsRefusedOrIsAnotherKey() throws IOException {
    key.save(dir, "operator");
    Path file = dir.resolve("operator.key");
    byte[] text = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * text.length; bit += 5) {
      Files.write(file, TestBytes.flipBit(text, bit));
      String keyId = keyIdOrRefused();
      assertThat(keyId).as("bit %d", bit).isNotEqualTo(key.keyId());
    }
  }

  private String keyIdOrRefused() throws IOException {
    try {
      return OperatorKey.load(dir, "operator").keyId();
    } catch (KeyFileException e) {
      return "refused";
    }
  }

  @Test
  void everyTruncationOfThePrivateFileIsRefused() throws IOException {
    key.save(dir, "operator");
    Path file = dir.resolve("operator.key");
    byte[] text = Files.readAllBytes(file);
    for (int length = 0; length < text.length; length++) {
      Files.write(file, Arrays.copyOf(text, length));
      assertThatThrownBy(() -> OperatorKey.load(dir, "operator"))
          .isInstanceOf(KeyFileException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../up", "a/b", ".hidden", "a b", "ä", "a\n"})
  void refusesNamesThatAreNoPlainFileName(String name) {
    assertThatThrownBy(() -> key.save(dir, name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OperatorKey.load(dir, name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aClosedKeySignsNoMoreAndGivesNoSeed(SignatureAlgorithm algorithm) {
    key.close();
    assertThatThrownBy(() -> key.sign(algorithm, new byte[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.seed(algorithm, SecretKeyAccess.granted()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.save(dir, "late")).isInstanceOf(IllegalStateException.class);
    key.close();
  }

  @Test
  void aSeedHandedOutIsACopy() {
    byte[] seed = key.seed(SignatureAlgorithm.ED25519, SecretKeyAccess.granted());
    Arrays.fill(seed, (byte) 0);
    assertThat(key.seed(SignatureAlgorithm.ED25519, SecretKeyAccess.granted())).isNotEqualTo(seed);
  }

  @Test
  void twoFreshKeysDiffer() {
    assertThat(OperatorKey.generate(new SecureRandom()).keyId())
        .isNotEqualTo(OperatorKey.generate(new SecureRandom()).keyId());
  }

  @Test
  void textFormsHoldNoSecret() {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      byte[] seed = key.seed(algorithm, SecretKeyAccess.granted());
      assertThat(key.toString())
          .contains(key.keyId())
          .doesNotContain(HexFormat.of().formatHex(seed))
          .doesNotContain(Base64.getEncoder().encodeToString(seed));
    }
  }

  @Test
  void aDamagedPrivateFileIsNotQuotedInTheMessage() throws IOException {
    key.save(dir, "operator");
    Path file = dir.resolve("operator.key");
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String secret = text.lines().skip(1).findFirst().orElseThrow();
    Files.writeString(file, text + "x");
    assertThatThrownBy(() -> OperatorKey.load(dir, "operator"))
        .isInstanceOf(KeyFileException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain(secret);
  }
}
