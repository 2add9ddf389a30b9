package dev.lethe.data.catalog;

import dev.lethe.data.read.Content;
import dev.lethe.spec.CatalogueEntry;
import java.util.Optional;

/**
 * Data that was found; where it is from the catalogue, its digest has been checked.
 *
 * @param content its bytes
 * @param entry its description, where it is from the catalogue
 */
public record ResolvedData(Content content, Optional<CatalogueEntry> entry) {}
