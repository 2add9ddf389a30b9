package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** The example of Go's golang.org/x/mod/sumdb/note, where this form comes from. */
  private static final VerifierKey GO_KEY =
      VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  private static final String GO_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String GO_NOTE =
      GO_TEXT
          + "\n\u2014 PeterNeumann"
          + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final String NAME = "log.example/a";
  private static final OperatorKey KEY = OperatorKey.generate(TestBytes.random(1));
  private static final VerifierKey VERIFIER = VerifierKey.of(NAME, KEY.identity());
  private static final String NOTE = SignedNote.sign("one\ntwo\n", NAME, KEY);

  @Test
  void readsANoteThatGoSigned() {
    assertThat(SignedNote.verify(GO_NOTE, GO_KEY)).isEqualTo(GO_TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
      })
  void verifierKeysInUseElsewhereAreReadAndWrittenBack(String vkey) {
    assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanN+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+!!!!"
      })
  void damagedVerifierKeysAreRefused(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signsWhatItReads() {
    assertThat(NOTE).startsWith("one\ntwo\n\n\u2014 " + NAME + " ").endsWith("\n");
    assertThat(SignedNote.verify(NOTE, VERIFIER)).isEqualTo("one\ntwo\n");
  }

  @Test
  void textMayHoldEmptyLinesAndSignatureLikeLines() {
    String text = "one\n\n\u2014 mallory AAAA\n\ntwo\n";
    assertThat(SignedNote.verify(SignedNote.sign(text, NAME, KEY), VERIFIER)).isEqualTo(text);
  }

  @Test
  void signaturesOfOthersArePassedOver() {
    OperatorKey witness = OperatorKey.generate(TestBytes.random(2));
    String theirs = SignedNote.sign("one\ntwo\n", "witness.example", witness);
    String line = theirs.substring(theirs.indexOf("\n\n") + 2);
    for (String note : new String[] {NOTE + line, NOTE.replace("\n\n", "\n\n" + line)}) {
      assertThat(SignedNote.verify(note, VERIFIER)).isEqualTo("one\ntwo\n");
      assertThat(SignedNote.verify(note, VerifierKey.of("witness.example", witness.identity())))
          .isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aNoteThatOnlyOthersSignedIsRefused() {
    OperatorKey other = OperatorKey.generate(TestBytes.random(2));
    assertThatThrownBy(() -> SignedNote.verify(SignedNote.sign("one\n", NAME, other), VERIFIER))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("not signed by");
    assertThatThrownBy(
            () -> SignedNote.verify(SignedNote.sign("one\n", "log.example/b", KEY), VERIFIER))
        .isInstanceOf(CheckpointException.class);
  }

  static Stream<Named<String>> tamperings() {
    String sig = NOTE.substring(NOTE.lastIndexOf(' ') + 1, NOTE.length() - 1);
    return Stream.of(
        Named.of("empty", ""),
        Named.of("text-only", "one\ntwo\n"),
        Named.of("text-changed", NOTE.replace("two", "twO")),
        Named.of("line-added", NOTE.replace("two\n", "two\nthree\n")),
        Named.of("line-removed", NOTE.replace("one\n", "")),
        Named.of("no-empty-line", NOTE.replace("\n\n", "\n")),
        Named.of("no-final-newline", NOTE.substring(0, NOTE.length() - 1)),
        Named.of("final-empty-line", NOTE + "\n"),
        Named.of("hyphen-for-dash", NOTE.replace('\u2014', '-')),
        Named.of("no-space-after-dash", NOTE.replace("\u2014 ", "\u2014")),
        Named.of("name-missing", NOTE.replace(NAME + " ", "")),
        Named.of("name-with-plus", NOTE.replace(NAME, "a+b")),
        Named.of("signature-missing", NOTE.replace(sig, "")),
        Named.of("signature-cut", NOTE.replace(sig, sig.substring(0, 40))),
        Named.of("signature-without-padding", NOTE.replace("=\n", "\n")),
        Named.of("signature-of-hash-only", NOTE.replace(sig, sig.substring(0, 4) + "AA==")),
        Named.of("carriage-returns", NOTE.replace("\n", "\r\n")),
        Named.of("tab-in-text", NOTE.replace("one", "o\te")),
        Named.of("lone-surrogate", NOTE.replace("one", "o\ud800e")),
        Named.of("malformed-line-of-another", NOTE + "\u2014 witness.example not*base64\n"),
        Named.of("too-many-signatures", NOTE + "\u2014 witness.example AAAAAAAA\n".repeat(100)),
        Named.of("too-long", "x".repeat(SignedNote.MAX_CHARS) + NOTE));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void aTamperedNoteIsRefused(String note) {
    assertThatThrownBy(() -> SignedNote.verify(note, VERIFIER))
        .isInstanceOf(CheckpointException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\nb", "a\u00a0b", "a\u2003b", "a\tb"})
  void namesThatCannotStandInANoteAreRefused(String name) {
    assertThatThrownBy(() -> SignedNote.sign("one\n", name, KEY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textWithoutAFinalNewlineIsNotSigned() {
    assertThatThrownBy(() -> SignedNote.sign("one", NAME, KEY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
