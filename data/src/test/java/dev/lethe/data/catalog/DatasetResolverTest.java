package dev.lethe.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.CatalogueEntry;
import dev.lethe.spec.DataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetResolverTest {
  private static final byte[] TABLE = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path cache;
  private HttpServer origin;
  private byte[] served = new byte[0];
  private int status = 200;
  private int requests;
  private boolean cutOff;

  @BeforeEach
  void start() throws IOException {
    cache = folder.resolve("cache");
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext(
        "/",
        exchange -> {
          requests++;
          exchange.sendResponseHeaders(status, served.length + (cutOff ? 100 : 0));
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    origin.start();
    served = zip(TABLE);
  }

  @AfterEach
  void stop() {
    origin.stop(0);
  }

  private static byte[] zip(byte[] table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme"));
      zip.putNextEntry(new ZipEntry("t.csv"));
      zip.write(table);
    }
    return out.toByteArray();
  }

  private CatalogueEntry entry(CatalogueEntry.Obtain obtain) {
    return new CatalogueEntry(
        "made",
        "Made",
        "the test",
        "CC0-1.0",
        "nobody",
        CatalogueEntry.Format.CSV,
        HexFormat.of().formatHex(Digests.sha256().digest(TABLE)),
        "made.csv.gz",
        Optional.empty(),
        obtain,
        true);
  }

  private CatalogueEntry.Obtain automatic() {
    return new CatalogueEntry.Obtain.Automatic(
        "http://127.0.0.1:" + origin.getAddress().getPort() + "/t.zip", Optional.of("t.csv"));
  }

  private byte[] resolve(CatalogueEntry.Obtain obtain, Optional<Path> mirror, Network network)
      throws IOException {
    ResolvedData data =
        DatasetResolver.of(cache, mirror, network)
            .withCatalogue(name -> Optional.of(entry(obtain)))
            .resolve(new DataSource.Catalog("made"));
    try (InputStream in = data.content().open(ReadLimits.standard())) {
      return in.readAllBytes();
    }
  }

  private List<String> cached() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void aFetchedDatasetIsCheckedAndKept() throws IOException {
    assertThat(resolve(automatic(), Optional.empty(), Network.ALLOWED)).isEqualTo(TABLE);
    assertThat(resolve(automatic(), Optional.empty(), Network.OFFLINE)).isEqualTo(TABLE);
    assertThat(requests).isEqualTo(1);
    assertThat(cached()).containsExactly(entry(automatic()).contentSha256());
  }

  @Test
  void anOriginThatChangedLeavesNothingBehind() throws IOException {
    served = zip("a,b\n1,3\n".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> resolve(automatic(), Optional.empty(), Network.ALLOWED))
        .withMessageContaining("/t.zip: this is not the dataset 'made'")
        .withMessageContaining(entry(automatic()).contentSha256() + " is expected")
        .withMessageContaining("put it into the mirror as made.csv.gz");
    assertThat(cached()).isEmpty();
  }

  @Test
  void aDownloadCutOffLeavesNothingBehind() throws IOException {
    cutOff = true;
    assertThatIOException()
        .isThrownBy(() -> resolve(automatic(), Optional.empty(), Network.ALLOWED));
    assertThat(cached()).isEmpty();
    cutOff = false;
    status = 503;
    assertThatIOException()
        .isThrownBy(() -> resolve(automatic(), Optional.empty(), Network.ALLOWED))
        .withMessageContaining("503");
    assertThat(cached()).isEmpty();
  }

  @Test
  void theMirrorComesBeforeTheOriginAndIsChecked() throws IOException {
    Path mirror = Files.createDirectory(folder.resolve("mirror"));
    Path copy = Files.write(mirror.resolve("made.csv"), TABLE);
    assertThat(resolve(automatic(), Optional.of(mirror), Network.OFFLINE)).isEqualTo(TABLE);
    assertThat(requests).isZero();
    Files.writeString(copy, "a,b\n9,9\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> resolve(automatic(), Optional.of(mirror), Network.OFFLINE))
        .withMessageContaining(copy.toString())
        .withMessageContaining(
            HexFormat.of().formatHex(Digests.sha256(Content.file(copy), ReadLimits.standard())))
        .withMessageContaining("Replace it");
  }

  @Test
  void aDamagedCacheIsRefused() throws IOException {
    resolve(automatic(), Optional.empty(), Network.ALLOWED);
    Files.writeString(cache.resolve(entry(automatic()).contentSha256()), "a,b\n9,9\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> resolve(automatic(), Optional.empty(), Network.ALLOWED))
        .withMessageContaining("Delete it");
  }

  @Test
  void whatCannotBeFetchedSaysWhatToDo() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> resolve(automatic(), Optional.empty(), Network.OFFLINE))
        .withMessageContaining("LETHE_DATA_MIRROR");
    CatalogueEntry.Obtain manual = new CatalogueEntry.Obtain.Manual("Save the sheet as CSV.");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> resolve(manual, Optional.empty(), Network.ALLOWED))
        .withMessageContaining("Save the sheet as CSV.");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                DatasetResolver.of(cache, Optional.empty(), Network.OFFLINE)
                    .resolve(new DataSource.Catalog("no-such")))
        .withMessageContaining("breast-cancer-wisconsin");
  }
}
