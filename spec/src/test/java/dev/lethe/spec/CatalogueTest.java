package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  @ParameterizedTest
  @MethodSource("dev.lethe.spec.Catalogue#entries")
  void everyEntryIsComplete(CatalogueEntry entry) {
    assertThat(entry.name()).matches("[a-z0-9][a-z0-9._-]{0,127}");
    assertThat(entry.contentSha256()).matches("[0-9a-f]{64}");
    assertThat(entry.licence()).startsWith("CC-BY");
    assertThat(entry.isPublic()).isTrue();
    assertThat(Catalogue.find(entry.name())).contains(entry);
  }

  @Test
  void namesTheShippedTableByItsContent() throws IOException, NoSuchAlgorithmException {
    CatalogueEntry entry = Catalogue.find("breast-cancer-wisconsin").orElseThrow();
    CatalogueEntry.Obtain.Shipped shipped = (CatalogueEntry.Obtain.Shipped) entry.obtain();

    try (InputStream in = Files.newInputStream(Path.of("..").resolve(shipped.path()))) {
      assertThat(sha256(in)).isEqualTo(entry.contentSha256());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lethe.spec.Catalogue#entries")
  void namesTheMirroredFilesByTheirContent(CatalogueEntry entry)
      throws IOException, NoSuchAlgorithmException {
    String mirror = System.getenv("LETHE_DATA_MIRROR");
    Assumptions.assumeTrue(mirror != null, "LETHE_DATA_MIRROR is not set");
    Path file = Path.of(mirror).resolve(entry.file());
    Assumptions.assumeTrue(Files.exists(file), "the mirror does not hold " + entry.file());

    if (entry.entry().isPresent()) {
      try (ZipFile zip = new ZipFile(file.toFile());
          InputStream in = zip.getInputStream(zip.getEntry(entry.entry().get()))) {
        assertThat(sha256(in)).isEqualTo(entry.contentSha256());
      }
    } else {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        assertThat(sha256(in)).isEqualTo(entry.contentSha256());
      }
    }
  }

  private static String sha256(InputStream in) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    in.transferTo(
        new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }
}
