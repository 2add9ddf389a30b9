package dev.lethe.spec;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.util.List;
import java.util.Map;

/**
 * What a private profile released about the columns of a dataset.
 *
 * @param datasetId the population it is of, and whose ledger paid
 * @param unit its privacy unit, as {@link UnitSpec#tag()} names it
 * @param relation its neighbouring relation
 * @param origin its run and report
 * @param bounds of numeric columns
 * @param vocabularies of categorical columns
 */
public record ProfiledFeatures(
    String datasetId,
    String unit,
    NeighbouringRelation relation,
    ProfileOrigin origin,
    Map<String, LearnedBounds.Range> bounds,
    Map<String, List<String>> vocabularies) {
  public ProfiledFeatures {
    bounds = Map.copyOf(bounds);
    vocabularies = Map.copyOf(vocabularies);
  }
}
