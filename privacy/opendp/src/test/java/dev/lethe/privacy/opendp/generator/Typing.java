package dev.lethe.privacy.opendp.generator;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Java's generic types where OpenDP's description does not tell them: combinators, which OpenDP
 * describes without their types, and domains, metrics and measures that it names only.
 *
 * @param java the name in Java, where it differs
 * @param generics the type parameters
 * @param parameters the parameters' types, by argument
 * @param returns the type returned
 */
record Typing(String java, String generics, Map<String, String> parameters, String returns) {

  private static final String IN = "TI, QI";
  private static final String FULL = "TI, QI, TO, QO";

  static Map<String, Typing> known() {
    return Map.ofEntries(
        entry(
            "make_chain_mt",
            of(
                "TI, QI, TX, QX, TO, QO",
                Map.of(
                    "measurement1", "Measurement<TX, QX, TO, QO>",
                    "transformation0", "Transformation<TI, QI, TX, QX>"),
                "Measurement<TI, QI, TO, QO>")),
        entry(
            "make_chain_tt",
            of(
                "TI, QI, TX, QX, TO, QO",
                Map.of(
                    "transformation1", "Transformation<TX, QX, TO, QO>",
                    "transformation0", "Transformation<TI, QI, TX, QX>"),
                "Transformation<TI, QI, TO, QO>")),
        entry(
            "make_chain_pm",
            of(
                "TI, QI, TX, TO, QO",
                Map.of(
                    "postprocess1", "OpenDpFunction<? super TX, TO>",
                    "measurement0", "Measurement<TI, QI, TX, QO>"),
                "Measurement<TI, QI, TO, QO>")),
        entry("make_composition", composition()),
        entry("make_basic_composition", composition()),
        entry("make_adaptive_composition", adaptive()),
        entry("make_sequential_composition", adaptive()),
        entry(
            "make_fully_adaptive_composition",
            of("TI, QI, QO", Map.of(), "Odometer<TI, QI, Measurement<TI, QI, ?, QO>, Object, QO>")),
        entry(
            "make_privacy_filter",
            of(
                "TI, QI, Q, TO, QO",
                Map.of("odometer", "Odometer<TI, QI, Q, TO, QO>", "d_in", "QI", "d_out", "QO"),
                "Measurement<TI, QI, OdometerQueryable<Q, TO, QI, QO>, QO>")),
        entry("make_approximate", loss(FULL, "QO", "Pair<QO, Double>")),
        entry("make_fix_delta", loss("TI, QI, TO", "PrivacyProfile", "Pair<Double, Double>")),
        entry(
            "make_fixed_approxDP_to_approxDP",
            loss("TI, QI, TO", "Pair<Double, Double>", "PrivacyProfile")),
        entry("make_pureDP_to_zCDP", loss("TI, QI, TO", "Double", "Double")),
        entry("make_zCDP_to_approxDP", loss("TI, QI, TO", "Double", "PrivacyProfile")),
        entry("make_population_amplification", loss(FULL, "QO", "QO")),
        entry(
            "make_select_private_candidate",
            of(
                "TI, QI, TO",
                Map.of("measurement", "Measurement<TI, QI, TO, Double>"),
                "Measurement<TI, QI, Optional<Object>, Double>")),
        entry("vector_domain", of("T, A", Map.of("atom_domain", "AtomDomain<T, A>"), "Domain<A>")),
        entry(
            "map_domain",
            of(
                "K, V",
                Map.of("key_domain", "AtomDomain<K, ?>", "value_domain", "AtomDomain<V, ?>"),
                "Domain<Map<K, V>>")),
        entry(
            "option_domain",
            of("T", Map.of("element_domain", "AtomDomain<T, ?>"), "Domain<Optional<T>>")),
        entry("bitvector_domain", of("", Map.of(), "Domain<boolean[]>")),
        entry("user_domain", of("T", Map.of("member", "T, Boolean"), "Domain<T>")),
        entry("change_one_distance", of("", Map.of(), "Metric<Long>")),
        entry("symmetric_distance", of("", Map.of(), "Metric<Long>")),
        entry("insert_delete_distance", of("", Map.of(), "Metric<Long>")),
        entry("hamming_distance", of("", Map.of(), "Metric<Long>")),
        entry("discrete_distance", of("", Map.of(), "Metric<Long>")),
        entry("user_distance", of("", Map.of(), "Metric<Object>")),
        entry("l01inf_distance", partitioned()),
        entry("l02inf_distance", partitioned()),
        entry("max_divergence", of("", Map.of(), "Measure<Double>")),
        entry("zero_concentrated_divergence", of("", Map.of(), "Measure<Double>")),
        entry("smoothed_max_divergence", of("", Map.of(), "Measure<PrivacyProfile>")),
        entry("fixed_smoothed_max_divergence", of("", Map.of(), "Measure<Pair<Double, Double>>")),
        entry("renyi_divergence", of("", Map.of(), "Measure<OpenDpFunction<Double, Double>>")),
        entry("user_divergence", of("", Map.of(), "Measure<Object>")),
        entry("approximate", of("Q", Map.of("measure", "Measure<Q>"), "Measure<Pair<Q, Double>>")),
        entry("new_privacy_profile", of("", Map.of("curve", "Double, Double"), "PrivacyProfile")),
        entry(
            "make_user_transformation",
            of(
                FULL,
                Map.of("function", "TI, TO", "stability_map", "QI, QO"),
                "Transformation<TI, QI, TO, QO>")),
        entry(
            "make_user_measurement",
            of(
                FULL,
                Map.of("function", "TI, TO", "privacy_map", "QI, QO"),
                "Measurement<TI, QI, TO, QO>")),
        entry("new_function", of("TI, TO", Map.of("function", "TI, TO"), "OpenDpFunction<TI, TO>")),
        entry("new_queryable", of("Q, A", Map.of("transition", "Q, A"), "Queryable<Q, A>")),
        entry(
            "make_noise_threshold",
            of(IN + ", QO", Map.of(), "Measurement<TI, QI, TI, Pair<QO, Double>>")));
  }

  private static Typing of(String generics, Map<String, String> parameters, String returns) {
    return new Typing("", generics, parameters, returns);
  }

  private static Typing composition() {
    return of(
        "TI, QI, QO",
        Map.of("measurements", "List<? extends Measurement<TI, QI, ?, QO>>"),
        "Measurement<TI, QI, List<Object>, QO>");
  }

  private static Typing adaptive() {
    return of(
        "TI, QI, QO",
        Map.of(),
        "Measurement<TI, QI, Queryable<Measurement<TI, QI, ?, QO>, Object>, QO>");
  }

  private static Typing loss(String generics, String from, String to) {
    return of(
        generics,
        Map.of("measurement", "Measurement<TI, QI, TO, " + from + ">"),
        "Measurement<TI, QI, TO, " + to + ">");
  }

  private static Typing partitioned() {
    return of("T", Map.of("metric", "Metric<T>"), "Metric<PartitionDistance<T>>");
  }
}
