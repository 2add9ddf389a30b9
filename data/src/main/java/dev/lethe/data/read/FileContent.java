package dev.lethe.data.read;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file, unpacked as its first bytes say.
 *
 * @param path the file
 * @param entry the entry of a zip archive, where one is named
 */
record FileContent(Path path, Optional<String> entry) implements Content {
  private static final String ENTRY_MARK = ".zip!";
  private static final int BUFFER = 1 << 16;

  static FileContent parse(Path path) {
    String text = path.toString();
    int mark = text.toLowerCase(java.util.Locale.ROOT).indexOf(ENTRY_MARK);
    if (mark < 0 || Files.exists(path)) {
      return new FileContent(path, Optional.empty());
    }
    int end = mark + ENTRY_MARK.length();
    Path archive = path.getFileSystem().getPath(text.substring(0, end - 1));
    return new FileContent(archive, Optional.of(text.substring(end)));
  }

  @Override
  public String name() {
    return path + entry.map(e -> "!" + e).orElse("");
  }

  private DataException.Place place() {
    return DataException.Place.of(name());
  }

  @Override
  public InputStream open(ReadLimits limits) throws IOException {
    if (!Files.exists(path)) {
      throw new DataException(
          place(), "there is no such file", "Check the path; it is relative to the spec's folder.");
    }
    if (!Files.isRegularFile(path)) {
      throw new DataException(place(), "it is not a file", "Name the data file itself.");
    }
    int magic = magic();
    if (magic == 0x504b) {
      return zip(limits);
    }
    if (entry.isPresent()) {
      throw new DataException(
          place(), "an entry is named, but the file is no zip archive", "Leave out '!' and entry.");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    return magic == 0x1f8b ? gzip(in, limits) : bounded(in, Long.MAX_VALUE, limits);
  }

  private int magic() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] first = in.readNBytes(2);
      return first.length < 2 ? 0 : (first[0] & 0xff) << 8 | first[1] & 0xff;
    }
  }

  private InputStream bounded(InputStream in, long packed, ReadLimits limits) {
    return new BoundedStream(in, place(), packed, limits);
  }

  private InputStream gzip(InputStream in, ReadLimits limits) throws IOException {
    try {
      InputStream unpacked = new PackedStream(new GZIPInputStream(in, BUFFER), place());
      return bounded(unpacked, Files.size(path), limits);
    } catch (IOException e) {
      in.close();
      throw PackedStream.translate(e, place());
    }
  }

  private InputStream zip(ReadLimits limits) throws IOException {
    ZipFile archive;
    try {
      archive = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw PackedStream.translate(e, place());
    }
    try {
      ZipEntry found = find(archive);
      InputStream in = new PackedStream(archive.getInputStream(found), place());
      return new FilterInputStream(bounded(in, Files.size(path), limits)) {
        @Override
        public void close() throws IOException {
          archive.close();
        }
      };
    } catch (IOException | DataException e) {
      archive.close();
      throw e;
    }
  }

  private ZipEntry find(ZipFile archive) {
    List<? extends ZipEntry> files = archive.stream().filter(e -> !e.isDirectory()).toList();
    if (entry.isPresent()) {
      for (ZipEntry file : files) {
        if (file.getName().equals(entry.get())) {
          return file;
        }
      }
    } else if (files.size() == 1) {
      return files.get(0);
    }
    String names = files.stream().limit(8).map(ZipEntry::getName).collect(Collectors.joining(", "));
    throw new DataException(
        place(),
        entry.isPresent() ? "the archive has no such entry" : "the archive has several files",
        "Name one as " + path + "!ENTRY; it has " + (names.isEmpty() ? "none" : names) + ".");
  }
}
