package dev.lethe.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.crypto.SecretKeyAccess;
import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.Wycheproof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBoxTest {
  private final SealKey key = SealKey.generate(TestBytes.random(1));
  private final SealedBox box = new SealedBox(key);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 1 << 20})
  void opensToWhatWasSealed(int length) {
    byte[] plain = TestBytes.of(length, length);
    byte[] sealed = box.seal(plain, "run/7/checkpoint");
    assertThat(sealed).hasSize(length + SealedBox.OVERHEAD_BYTES);
    assertThat(box.open(sealed, "run/7/checkpoint", length)).isEqualTo(plain);
  }

  @Test
  void theSamePlaintextIsNeverSealedTheSameWay() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = box.seal(new byte[4], "c");
      nonces.add(HexFormat.of().formatHex(sealed, 12, 24));
    }
    assertThat(nonces).hasSize(1000);
  }

  @Test
  void theBytesAreThoseOfTheDocumentedForm() throws GeneralSecurityException {
    byte[] sealed = box.seal("secret".getBytes(StandardCharsets.US_ASCII), "place");
    assertThat(HexFormat.of().formatHex(sealed, 0, 4)).isEqualTo("4c534231");
    assertThat(HexFormat.of().formatHex(sealed, 4, 12)).isEqualTo(key.keyId());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key.bytes(SecretKeyAccess.granted()), "AES"),
        new GCMParameterSpec(128, sealed, 12, 12));
    cipher.updateAAD(Arrays.copyOf(sealed, 12));
    cipher.updateAAD("place".getBytes(StandardCharsets.US_ASCII));
    assertThat(cipher.doFinal(sealed, 24, sealed.length - 24))
        .isEqualTo("secret".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] sealed = box.seal(TestBytes.of(9, 40), "context");
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] flipped = TestBytes.flipBit(sealed, bit);
      assertThatThrownBy(() -> box.open(flipped, "context", 40))
          .as("bit %d", bit)
          .isInstanceOf(SealException.class);
    }
  }

  @Test
  void everyTruncationAndExtensionIsRefused() {
    byte[] sealed = box.seal(TestBytes.of(9, 40), "context");
    for (int length = 0; length < sealed.length + 3; length++) {
      if (length != sealed.length) {
        byte[] cut = Arrays.copyOf(sealed, length);
        assertThatThrownBy(() -> box.open(cut, "context", 100))
            .as("length %d", length)
            .isInstanceOf(SealException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "contex", "context ", "Context", "context\0"})
  void anotherContextIsRefused(String context) {
    byte[] sealed = box.seal(new byte[3], "context");
    assertThatThrownBy(() -> box.open(sealed, context, 3))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("not sealed for");
  }

  @Test
  void anotherKeyIsRefusedByName() {
    byte[] sealed = box.seal(new byte[3], "context");
    SealKey other = SealKey.generate(TestBytes.random(2));
    assertThatThrownBy(() -> new SealedBox(other).open(sealed, "context", 3))
        .isInstanceOf(SealException.class)
        .hasMessageContaining(key.keyId())
        .hasMessageContaining(other.keyId());
  }

  @Test
  void anotherKeyUnderTheSameNameIsRefused() {
    byte[] sealed = box.seal(new byte[3], "context");
    SealKey other = SealKey.generate(TestBytes.random(2));
    System.arraycopy(other.id(), 0, sealed, 4, 8);
    assertThatThrownBy(() -> new SealedBox(other).open(sealed, "context", 3))
        .isInstanceOf(SealException.class);
  }

  @Test
  void moreThanTheCallerAcceptsIsNotDecrypted() {
    byte[] sealed = box.seal(new byte[101], "context");
    assertThatThrownBy(() -> box.open(sealed, "context", 100))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("101");
  }

  @Test
  void aClosedKeyOpensNothing() {
    byte[] sealed = box.seal(new byte[3], "context");
    key.close();
    assertThatThrownBy(() -> box.open(sealed, "context", 3))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> box.seal(new byte[3], "context"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePlatformsAesGcmAcceptsExactlyWhatWycheproofAccepts() throws IOException {
    int[] checked = {0};
    Wycheproof.forEach(
        "aes_gcm",
        (group, test, valid) -> {
          if (group.get("keySize").asInt() != 256
              || group.get("ivSize").asInt() != 96
              || group.get("tagSize").asInt() != 128) {
            return; // sealed boxes use this size only
          }
          checked[0]++;
          assertThat(decrypts(test)).as("test %s", test.get("tcId")).isEqualTo(valid);
        });
    assertThat(checked[0]).isGreaterThan(50);
  }

  private static boolean decrypts(JsonNode test) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(Wycheproof.hex(test, "key"), "AES"),
          new GCMParameterSpec(128, Wycheproof.hex(test, "iv")));
      cipher.updateAAD(Wycheproof.hex(test, "aad"));
      cipher.update(Wycheproof.hex(test, "ct"));
      return Arrays.equals(
          cipher.doFinal(Wycheproof.hex(test, "tag")), Wycheproof.hex(test, "msg"));
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
