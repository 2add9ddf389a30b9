package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CosignatureTest {
  private static final OperatorKey LOG = OperatorKey.generate(TestBytes.random(1));
  private static final OperatorKey W = OperatorKey.generate("witness.example", TestBytes.random(2));
  private static final WitnessKey WITNESS = WitnessKey.of(W.identity());
  private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147);
  private static final String NOTE = new Histories("log.example/a", LOG).append(1, 2, 3).note();
  private static final String COSIGNED = Cosignature.add(NOTE, W, TIME);

  /** The bytes as C2SP tlog-cosignature gives them, put together and verified by the JDK alone. */
  @Test
  void theLineIsWhatTheSpecificationSays() throws GeneralSecurityException {
    assertThat(COSIGNED).startsWith(NOTE + "\u2014 witness.example ").endsWith("\n");
    byte[] blob =
        Base64.getDecoder()
            .decode(COSIGNED.substring(COSIGNED.lastIndexOf(' ') + 1, COSIGNED.length() - 1));
    assertThat(blob).hasSize(4 + 8 + 64);
    byte[] raw = W.identity().publicKey(SignatureAlgorithm.ED25519);
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes("witness.example\n".getBytes(StandardCharsets.UTF_8));
    named.write(4);
    named.writeBytes(raw);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(named.toByteArray());
    assertThat(Arrays.copyOf(blob, 4)).isEqualTo(Arrays.copyOf(digest, 4));
    assertThat(ByteBuffer.wrap(blob, 4, 8).getLong()).isEqualTo(1_679_315_147L);
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(W.identity().spki(SignatureAlgorithm.ED25519)));
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initVerify(key);
    String text = NOTE.substring(0, NOTE.indexOf("\n\n") + 1);
    jdk.update(("cosignature/v1\ntime 1679315147\n" + text).getBytes(StandardCharsets.UTF_8));
    assertThat(jdk.verify(Arrays.copyOfRange(blob, 12, 76))).isTrue();
  }

  @Test
  void isFoundWithItsTimeAndLeavesTheLogsSignatureValid() {
    Cosignature found = Cosignature.find(COSIGNED, WITNESS).orElseThrow();
    assertThat(found.time()).isEqualTo(TIME);
    assertThat(found.checkpoint().size()).isEqualTo(3);
    Checkpoint log = Checkpoint.parseAndVerify(COSIGNED, "log.example/a", LOG.identity());
    assertThat(log.root()).isEqualTo(found.checkpoint().root());
  }

  @Test
  void isNotThereIfTheWitnessDidNotSign() {
    assertThat(Cosignature.find(NOTE, WITNESS)).isEmpty();
    OperatorKey other = OperatorKey.generate("other.example", TestBytes.random(3));
    assertThat(Cosignature.find(COSIGNED, WitnessKey.of(other.identity()))).isEmpty();
    OperatorKey sameName = OperatorKey.generate("witness.example", TestBytes.random(4));
    assertThat(Cosignature.find(COSIGNED, WitnessKey.of(sameName.identity()))).isEmpty();
  }

  @Test
  void theNewestOfSeveralCounts() {
    String twice = Cosignature.add(COSIGNED, W, TIME.plusSeconds(60));
    twice = Cosignature.add(twice, W, TIME.plusSeconds(30));
    assertThat(Cosignature.find(twice, WITNESS).orElseThrow().time())
        .isEqualTo(TIME.plusSeconds(60));
    assertThat(Cosignature.add(COSIGNED, W, TIME)).isEqualTo(COSIGNED);
  }

  @Test
  void aLogsOwnSignatureOrAnyOtherBytesInItsPlaceAreRefused() {
    for (int length : new int[] {1, 8, 9, 64, 71, 73}) {
      String forged =
          SignedNote.withLine(
              NOTE,
              new SignedNote.Line("witness.example", WITNESS.hash(), TestBytes.of(5, length)));
      assertThatThrownBy(() -> Cosignature.find(forged, WITNESS))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("witness.example");
    }
  }

  @Test
  void anyBitOfTimeOrSignatureOrTextChangedIsRefused() {
    byte[] line =
        Base64.getDecoder()
            .decode(COSIGNED.substring(COSIGNED.lastIndexOf(' ') + 1, COSIGNED.length() - 1));
    for (int bit = 8 * 4; bit < 8 * line.length; bit++) {
      byte[] changed = TestBytes.flipBit(line, bit);
      String note =
          SignedNote.withLine(
              NOTE,
              new SignedNote.Line(
                  "witness.example",
                  WITNESS.hash(),
                  Arrays.copyOfRange(changed, 4, changed.length)));
      assertThatThrownBy(() -> Cosignature.find(note, WITNESS))
          .as("bit " + bit)
          .isInstanceOf(CheckpointException.class);
    }
    String moved = COSIGNED.replaceFirst("\n3\n", "\n4\n");
    assertThatThrownBy(() -> Cosignature.find(moved, WITNESS))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void noNoteMakesTheReaderFailOtherwise() {
    Random random = new Random(6);
    byte[] valid = COSIGNED.getBytes(StandardCharsets.UTF_8);
    int found = 0;
    for (int i = 0; i < 4000; i++) {
      String note = new String(TestBytes.mutate(valid, random), StandardCharsets.UTF_8);
      try {
        found +=
            Cosignature.find(note, WITNESS)
                .filter(c -> !note.startsWith(NOTE.substring(0, NOTE.indexOf("\n\n"))))
                .map(c -> 1)
                .orElse(0);
      } catch (CheckpointException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
    assertThat(found).isZero();
  }

  @Test
  void theKeyIsReadAsItIsWritten() {
    String text = WITNESS.toString();
    assertThat(text).startsWith("witness.example+");
    assertThat(WitnessKey.parse(text)).isEqualTo(WITNESS);
    String ofALog = VerifierKey.of("witness.example", W.identity()).toString();
    assertThatThrownBy(() -> WitnessKey.parse(ofALog)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
