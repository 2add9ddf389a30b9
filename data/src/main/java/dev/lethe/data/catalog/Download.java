package dev.lethe.data.catalog;

import dev.lethe.data.read.Content;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.CatalogueEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;

/** Fetches a dataset from its origin; only whole and checked content ever gets its final name. */
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int HTTP_OK = 200;

  private Download() {}

  static void to(
      Path target, CatalogueEntry entry, CatalogueEntry.Obtain.Automatic origin, ReadLimits limits)
      throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("the cache has no folder: " + target);
    }
    Files.createDirectories(folder);
    Path packed = Files.createTempFile(folder, ".download", ".part");
    Path unpacked = Files.createTempFile(folder, ".unpack", ".part");
    try {
      fetch(origin.url(), packed, limits);
      unpack(Content.file(packed, origin.entry()), unpacked, entry, origin, limits);
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(packed);
      Files.deleteIfExists(unpacked);
    }
  }

  private static void fetch(String url, Path into, ReadLimits limits) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != HTTP_OK) {
          throw new IOException(url + " answered with HTTP status " + answer.statusCode());
        }
        copyBounded(body, into, url, limits.maxBytes());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching " + url);
    }
  }

  private static void copyBounded(InputStream body, Path into, String url, long most)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(into)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        total += n;
        if (total > most) {
          throw new DataException(
              DataException.Place.of(url),
              "the origin sends more than " + most + " bytes",
              "Get the file by hand and put it into the mirror.");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private static void unpack(
      Content packed,
      Path into,
      CatalogueEntry entry,
      CatalogueEntry.Obtain.Automatic origin,
      ReadLimits limits)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = packed.open(limits);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
      in.transferTo(out);
    }
    ContentCheck.check(
        origin.url(),
        digest.digest(),
        entry,
        "The origin has changed or the way to it is not honest: get the file by hand, and put it"
            + " into the mirror as "
            + entry.file()
            + ".");
    try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
