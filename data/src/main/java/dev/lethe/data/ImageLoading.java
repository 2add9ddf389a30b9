package dev.lethe.data;

import dev.lethe.data.features.PixelEncoder;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.IdxFile;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.UnitSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Encodes images with their labels; each image is a unit. */
final class ImageLoading {
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
      FeatureSpec.Pixels pixels,
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
      PixelEncoder.check(images, pixels);
      checkCounts(images, labels);
      UnitHashes hashes = new UnitHashes(options.keys());
      PlaceInFile places = new PlaceInFile(spec, images.name());
      RowStore rows = new RowStore(images.name(), pixels.width());
      while (images.next() & labels.next()) {
        Part part = places.next();
        if (part == null) {
          continue;
        }
        int value = labels.item()[0] & 0xff;
        byte[] content = Arrays.copyOf(images.item(), images.item().length + 1);
        content[content.length - 1] = (byte) value;
        PixelEncoder.encode(images.item(), rows.block(), rows.offset());
        Id id = hashes.row(content);
        rows.add(part, id, id, value < label.classes() ? value : -1);
      }
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
