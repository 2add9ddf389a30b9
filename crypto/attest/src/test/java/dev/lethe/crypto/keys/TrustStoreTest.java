package dev.lethe.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
  @TempDir Path home;

  private final PublicIdentity first = OperatorKey.generate("a", TestBytes.random(1)).identity();
  private final PublicIdentity second = OperatorKey.generate("b", TestBytes.random(2)).identity();

  private Path dir() {
    return home.resolve("trust");
  }

  @Test
  void aFolderThatDoesNotExistTrustsNobody() throws IOException {
    TrustStore store = TrustStore.load(dir());
    assertThat(store.list()).isEmpty();
    assertThat(store.find(first.keyId())).isEmpty();
  }

  @Test
  void anEnrolledIdentityIsFoundByAnyLaterReader() throws IOException {
    TrustStore.load(dir()).enrol(first);
    TrustStore later = TrustStore.load(dir());
    assertThat(later.find(first.keyId())).contains(first);
    assertThat(later.find(second.keyId())).isEmpty();
    assertThat(later.list()).containsExactly(first);
  }

  @Test
  void enrollingTwiceChangesNothing() throws IOException {
    TrustStore store = TrustStore.load(dir());
    store.enrol(first);
    store.enrol(first);
    assertThat(TrustStore.load(dir()).list()).containsExactly(first);
  }

  @Test
  void afterARotationBothKeysAreTrusted() throws IOException {
    TrustStore store = TrustStore.load(dir());
    store.enrol(first);
    store.enrol(second);
    assertThat(TrustStore.load(dir()).list()).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aRevokedIdentityIsFoundNoMore() throws IOException {
    TrustStore store = TrustStore.load(dir());
    store.enrol(first);
    store.enrol(second);
    store.revoke(first.keyId());
    for (TrustStore reader : List.of(store, TrustStore.load(dir()))) {
      assertThat(reader.find(first.keyId())).isEmpty();
      assertThat(reader.isRevoked(first.keyId())).isTrue();
      assertThat(reader.revoked()).containsExactly(first);
      assertThat(reader.list()).containsExactly(second);
    }
  }

  @Test
  void aRevokedIdentityStaysRevokedWhateverIsLaidBesideIt() throws IOException {
    TrustStore store = TrustStore.load(dir());
    store.enrol(first);
    store.revoke(first.keyId());
    first.save(dir().resolve("another-copy.pub"));
    TrustStore later = TrustStore.load(dir());
    assertThat(later.find(first.keyId())).isEmpty();
    assertThatThrownBy(() -> later.enrol(first))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void revokingAnUnknownIdentityIsRefused() throws IOException {
    TrustStore store = TrustStore.load(dir());
    assertThatThrownBy(() -> store.revoke(first.keyId())).isInstanceOf(KeyFileException.class);
  }

  @Test
  void aPublicFileLaidIntoTheFolderIsTrusted() throws IOException {
    Files.createDirectories(dir());
    first.save(dir().resolve("auditor.pub"));
    assertThat(TrustStore.load(dir()).find(first.keyId())).contains(first);
  }

  @Test
  void aDamagedFileStopsTheLoadInsteadOfBeingPassedOver() throws IOException {
    TrustStore.load(dir()).enrol(first);
    Files.writeString(dir().resolve("x.revoked"), "not an identity");
    assertThatThrownBy(() -> TrustStore.load(dir()))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("x.revoked");
  }

  @Test
  void aStoreOfFilesTrustsExactlyThoseAndCannotBeChanged() throws IOException {
    Path file = home.resolve("b.pub");
    second.save(file);
    TrustStore store = TrustStore.of(List.of(file));
    assertThat(store.list()).containsExactly(second);
    assertThatThrownBy(() -> store.enrol(first)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.revoke(second.keyId()))
        .isInstanceOf(IllegalStateException.class);
  }
}
