package dev.lethe.data.catalog;

import dev.lethe.data.read.Content;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.Catalogue;
import dev.lethe.spec.CatalogueEntry;
import dev.lethe.spec.CatalogueEntry.Obtain;
import dev.lethe.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the bytes of a source. A catalogued dataset is looked for in the cache, then in the mirror,
 * then at its origin; whatever is returned has the content digest of the catalogue.
 */
public final class DatasetResolver {
  private final Function<String, Optional<CatalogueEntry>> catalogue;
  private final Path cache;
  private final Optional<Path> mirror;
  private final Network network;
  private final ReadLimits limits;

  private DatasetResolver(
      Function<String, Optional<CatalogueEntry>> catalogue,
      Path cache,
      Optional<Path> mirror,
      Network network,
      ReadLimits limits) {
    this.catalogue = catalogue;
    this.cache = cache;
    this.mirror = mirror;
    this.network = network;
    this.limits = limits;
  }

  /**
   * A resolver over the catalogue.
   *
   * @param cache folder for fetched datasets; made when first needed
   * @param mirror folder of local copies under the catalogue's file names
   * @param network whether origins may be asked
   */
  public static DatasetResolver of(Path cache, Optional<Path> mirror, Network network) {
    return new DatasetResolver(Catalogue::find, cache, mirror, network, ReadLimits.standard());
  }

  /** The same over other entries. */
  DatasetResolver withCatalogue(Function<String, Optional<CatalogueEntry>> entries) {
    return new DatasetResolver(entries, cache, mirror, network, limits);
  }

  /**
   * The bytes of a source.
   *
   * @throws DataException if there is no such dataset, or it cannot be obtained without the user's
   *     help, or bytes found under its name are others
   * @throws IOException if a disk or the origin fails
   */
  public ResolvedData resolve(DataSource source) throws IOException {
    if (source instanceof DataSource.Catalog named) {
      CatalogueEntry entry =
          catalogue
              .apply(named.name())
              .orElseThrow(
                  () ->
                      new DataException(
                          DataException.Place.of(named.reference()),
                          "the catalogue has no such dataset",
                          "It has " + String.join(", ", Catalogue.names()) + "."));
      return new ResolvedData(find(entry), Optional.of(entry));
    }
    return new ResolvedData(Content.file(((DataSource.File) source).path()), Optional.empty());
  }

  private Content find(CatalogueEntry entry) throws IOException {
    if (entry.obtain() instanceof Obtain.Shipped shipped) {
      return shipped(entry, shipped);
    }
    Path cached = cache.resolve(entry.contentSha256());
    if (Files.exists(cached)) {
      return checked(Content.file(cached), entry, "Delete it: it is then fetched again.");
    }
    Optional<Path> copy = mirror.flatMap(folder -> copy(folder, entry.file()));
    if (copy.isPresent()) {
      return checked(
          Content.file(copy.get(), entry.entry()),
          entry,
          "Replace it by the dataset from " + entry.origin() + ", or use another mirror.");
    }
    return fromOrigin(entry, cached);
  }

  /** The local copy, packed as the catalogue has it or not packed. */
  private static Optional<Path> copy(Path folder, String file) {
    String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    return Stream.of(file, plain).map(folder::resolve).filter(Files::exists).findFirst();
  }

  private Content shipped(CatalogueEntry entry, Obtain.Shipped shipped) throws IOException {
    String resource = shipped.path().substring(shipped.path().lastIndexOf('/') + 1);
    return checked(
        Content.resource("catalog:" + entry.name(), DatasetResolver.class, resource),
        entry,
        "The installation is damaged: build Lethe again.");
  }

  private Content fromOrigin(CatalogueEntry entry, Path cached) throws IOException {
    DataException.Place place = DataException.Place.of("catalog:" + entry.name());
    if (!(entry.obtain() instanceof Obtain.Automatic automatic)) {
      String how = entry.obtain() instanceof Obtain.Manual manual ? manual.instructions() : "";
      throw new DataException(
          place, "it is in no mirror, and its origin has it in another form", how);
    }
    if (network == Network.OFFLINE) {
      throw new DataException(
          place,
          "it is neither in the cache nor in a mirror, and the network is not to be used",
          "Allow the network once, or set LETHE_DATA_MIRROR to a folder that has "
              + entry.file()
              + ".");
    }
    Download.to(cached, entry, automatic, limits);
    return Content.file(cached);
  }

  private Content checked(Content content, CatalogueEntry entry, String remedy) throws IOException {
    ContentCheck.check(content, entry, limits, remedy);
    return content;
  }
}
