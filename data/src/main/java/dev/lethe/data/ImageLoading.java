package dev.lethe.data;

import dev.lethe.data.features.PixelEncoder;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.IdxFile;
import dev.lethe.data.transform.BatchEncoder;
import dev.lethe.data.transform.ImageEncoder;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.UnitSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/** Encodes images with their labels; each image is a unit. */
final class ImageLoading {
  private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

  private ImageLoading() {}

  /**
   * Unpacked bytes and the name that messages use.
   *
   * @param name the name
   * @param stream the bytes
   */
  record NamedStream(String name, InputStream stream) {}

  static RowStore load(
      DataSpec spec,
      ImageEncoder encoder,
      LabelSpec.Idx label,
      NamedStream imageFile,
      NamedStream labelFile,
      LoadOptions options)
      throws IOException {
    if (!(spec.unit() instanceof UnitSpec.Row)) {
      throw new IllegalArgumentException("images have no column that names a unit");
    }
    try (IdxFile images = IdxFile.images(imageFile.name(), imageFile.stream());
        IdxFile labels = IdxFile.labels(labelFile.name(), labelFile.stream())) {
      PixelEncoder.check(images, encoder.pixels());
      checkCounts(images, labels);
      UnitHashes hashes = new UnitHashes(options.keys());
      PlaceInFile places = new PlaceInFile(spec, images.name());
      RowStore rows = new RowStore(images.name(), encoder.width());
      BatchEncoder batch = new BatchEncoder(encoder);
      long shown = System.nanoTime();
      long read = 0;
      while (images.next() & labels.next()) {
        read++;
        if (encoder.transforms() && System.nanoTime() - shown >= PROGRESS_NANOS) {
          shown = System.nanoTime();
          options
              .operatorLog()
              .accept(images.name() + ": " + 100 * read / images.count() + " % of the images read");
        }
        Part part = places.next();
        if (part == null) {
          continue;
        }
        int value = labels.item()[0] & 0xff;
        byte[] content = Arrays.copyOf(images.item(), images.item().length + 1);
        content[content.length - 1] = (byte) value;
        batch.add(images.item(), rows.block(), rows.offset());
        Id id = hashes.row(content);
        rows.add(part, id, id, value < label.classes() ? value : -1);
      }
      batch.flush();
      places.finish();
      return rows;
    }
  }

  static void checkCounts(IdxFile images, IdxFile labels) {
    if (images.count() != labels.count()) {
      throw new DataException(
          DataException.Place.of(labels.name()),
          "it has " + labels.count() + " labels for " + images.count() + " images",
          "Use the label file that belongs to " + images.name() + ".");
    }
  }
}
