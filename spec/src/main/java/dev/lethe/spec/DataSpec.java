package dev.lethe.spec;

import java.util.Optional;

/**
 * The private table and all that is publicly known about it.
 *
 * @param id the population lineage that the ledger is kept for; the catalogue name where the source
 *     is the catalogue
 * @param source where the bytes are
 * @param label the label rule
 * @param features encoding of the inputs
 * @param unit the privacy unit
 * @param population public number of privacy units in training
 * @param split which units are held out
 * @param profile the private profile that some bounds or vocabularies are from
 */
public record DataSpec(
    String id,
    DataSource source,
    LabelSpec label,
    FeatureSpec features,
    UnitSpec unit,
    PublicNumber population,
    SplitSpec split,
    Optional<ProfileOrigin> profile) {}
