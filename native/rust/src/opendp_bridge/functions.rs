//! Generated from describe/opendp.json: see docs/opendp.md. Do not edit.

use super::call::Arguments;
use super::Returned;
use opendp::core::FfiResult;
use std::ffi::{c_char, c_void};

extern "C-unwind" {
    pub fn opendp_accuracy__accuracy_to_discrete_gaussian_scale(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__accuracy_to_discrete_laplacian_scale(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__accuracy_to_gaussian_scale(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__accuracy_to_laplacian_scale(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__discrete_gaussian_scale_to_accuracy(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__discrete_laplacian_scale_to_accuracy(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__gaussian_scale_to_accuracy(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_accuracy__laplacian_scale_to_accuracy(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_combinators__make_adaptive_composition(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_combinators__make_approximate(_: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_basic_composition(_: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_chain_mt(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_chain_pm(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_chain_tt(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_composition(_: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_fix_delta(_: *mut c_void, _: f64) -> Returned;
    pub fn opendp_combinators__make_fixed_approxDP_to_approxDP(_: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_fully_adaptive_composition(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_combinators__make_population_amplification(_: *mut c_void, _: usize) -> Returned;
    pub fn opendp_combinators__make_privacy_filter(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_combinators__make_pureDP_to_zCDP(_: *mut c_void) -> Returned;
    pub fn opendp_combinators__make_select_private_candidate(
        _: *mut c_void,
        _: f64,
        _: f64,
    ) -> Returned;
    pub fn opendp_combinators__make_sequential_composition(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_combinators__make_zCDP_to_approxDP(_: *mut c_void) -> Returned;
    pub fn opendp_core___function_free(_: *mut c_void) -> Returned;
    pub fn opendp_core___measurement_free(_: *mut c_void) -> Returned;
    pub fn opendp_core___odometer_free(_: *mut c_void) -> Returned;
    pub fn opendp_core___transformation_free(_: *mut c_void) -> Returned;
    pub fn opendp_core__as_array() -> Returned;
    pub fn opendp_core__function_eval(_: *mut c_void, _: *mut c_void, _: *const c_char)
        -> Returned;
    pub fn opendp_core__measurement_check(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_core__measurement_function(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_input_carrier_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_input_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_input_domain(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_input_metric(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_invoke(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_map(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_output_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__measurement_output_measure(_: *mut c_void) -> Returned;
    pub fn opendp_core__new_function(_: *mut c_void, _: *const c_char) -> Returned;
    pub fn opendp_core__new_queryable(
        _: *mut c_void,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_core__odometer_input_carrier_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_input_domain(_: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_input_metric(_: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_invoke(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_output_measure(_: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_queryable_invoke(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_queryable_invoke_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__odometer_queryable_privacy_loss(_: *mut c_void, _: *mut c_void)
        -> Returned;
    pub fn opendp_core__odometer_queryable_privacy_loss_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__queryable_eval(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__queryable_query_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_check(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_core__transformation_function(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_input_carrier_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_input_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_input_domain(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_input_metric(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_invoke(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_map(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_output_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_output_domain(_: *mut c_void) -> Returned;
    pub fn opendp_core__transformation_output_metric(_: *mut c_void) -> Returned;
    pub fn opendp_data__arrow_array_free(_: *mut c_void) -> Returned;
    pub fn opendp_data__bool_free(_: *mut c_void) -> Returned;
    pub fn opendp_data__extrinsic_object_free(_: *mut c_void) -> Returned;
    pub fn opendp_data__ffislice_of_anyobjectptrs(_: *mut c_void) -> Returned;
    pub fn opendp_data__object_as_slice(_: *mut c_void) -> Returned;
    pub fn opendp_data__object_free(_: *mut c_void) -> Returned;
    pub fn opendp_data__object_type(_: *mut c_void) -> Returned;
    pub fn opendp_data__privacy_profile_delta(_: *mut c_void, _: f64) -> Returned;
    pub fn opendp_data__privacy_profile_epsilon(_: *mut c_void, _: f64) -> Returned;
    pub fn opendp_data__slice_as_object(_: *mut c_void, _: *const c_char) -> Returned;
    pub fn opendp_data__slice_free(_: *mut c_void) -> Returned;
    pub fn opendp_data__str_free(_: *const c_char) -> Returned;
    pub fn opendp_domains___atom_domain_get_bounds_closed(_: *mut c_void) -> Returned;
    pub fn opendp_domains___atom_domain_nan(_: *mut c_void) -> Returned;
    pub fn opendp_domains___domain_equal(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_domains___domain_free(_: *mut c_void) -> Returned;
    pub fn opendp_domains___extrinsic_domain_descriptor(_: *mut c_void) -> Returned;
    pub fn opendp_domains___member(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_domains___option_domain_get_element_domain(_: *mut c_void) -> Returned;
    pub fn opendp_domains___vector_domain_get_element_domain(_: *mut c_void) -> Returned;
    pub fn opendp_domains___vector_domain_get_size(_: *mut c_void) -> Returned;
    pub fn opendp_domains__atom_domain(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_domains__bitvector_domain(_: *mut c_void) -> Returned;
    pub fn opendp_domains__domain_carrier_type(_: *mut c_void) -> Returned;
    pub fn opendp_domains__domain_debug(_: *mut c_void) -> Returned;
    pub fn opendp_domains__domain_type(_: *mut c_void) -> Returned;
    pub fn opendp_domains__map_domain(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_domains__option_domain(_: *mut c_void, _: *const c_char) -> Returned;
    pub fn opendp_domains__user_domain(
        _: *const c_char,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_domains__vector_domain(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_internal___binary_search(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: u8,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_internal___exponential_bounds_search(
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_internal___extrinsic_distance(_: *const c_char, _: *mut c_void) -> Returned;
    pub fn opendp_internal___extrinsic_divergence(_: *const c_char, _: *mut c_void) -> Returned;
    pub fn opendp_internal___extrinsic_domain(
        _: *const c_char,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_internal___make_measurement(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_internal___make_transformation(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_internal___new_pure_function(_: *mut c_void, _: *const c_char) -> Returned;
    pub fn opendp_measurements__debias_randomized_response_bitvec(
        _: *mut c_void,
        _: f64,
    ) -> Returned;
    pub fn opendp_measurements__make_canonical_noise(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_measurements__make_gaussian(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_gaussian_threshold(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_geometric(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_laplace(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_laplace_threshold(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_noise(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_measurements__make_noise_threshold(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_measurements__make_noisy_max(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: u8,
    ) -> Returned;
    pub fn opendp_measurements__make_noisy_top_k(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: usize,
        _: f64,
        _: u8,
    ) -> Returned;
    pub fn opendp_measurements__make_private_quantile(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: f64,
    ) -> Returned;
    pub fn opendp_measurements__make_randomized_response(
        _: *mut c_void,
        _: f64,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_randomized_response_bitvec(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: u8,
    ) -> Returned;
    pub fn opendp_measurements__make_randomized_response_bool(_: f64, _: u8) -> Returned;
    pub fn opendp_measurements__make_report_noisy_max_gumbel(
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measurements__make_user_measurement(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_measures___approximate_divergence_get_inner_measure(_: *mut c_void) -> Returned;
    pub fn opendp_measures___extrinsic_measure_descriptor(_: *mut c_void) -> Returned;
    pub fn opendp_measures___measure_equal(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_measures___measure_free(_: *mut c_void) -> Returned;
    pub fn opendp_measures__approximate(_: *mut c_void) -> Returned;
    pub fn opendp_measures__fixed_smoothed_max_divergence() -> Returned;
    pub fn opendp_measures__max_divergence() -> Returned;
    pub fn opendp_measures__measure_debug(_: *mut c_void) -> Returned;
    pub fn opendp_measures__measure_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_measures__measure_type(_: *mut c_void) -> Returned;
    pub fn opendp_measures__new_privacy_profile(_: *mut c_void) -> Returned;
    pub fn opendp_measures__renyi_divergence() -> Returned;
    pub fn opendp_measures__smoothed_max_divergence() -> Returned;
    pub fn opendp_measures__user_divergence(_: *const c_char, _: *mut c_void) -> Returned;
    pub fn opendp_measures__zero_concentrated_divergence() -> Returned;
    pub fn opendp_metrics___extrinsic_metric_descriptor(_: *mut c_void) -> Returned;
    pub fn opendp_metrics___metric_equal(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_metrics___metric_free(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__absolute_distance(_: *const c_char) -> Returned;
    pub fn opendp_metrics__change_one_distance() -> Returned;
    pub fn opendp_metrics__discrete_distance() -> Returned;
    pub fn opendp_metrics__hamming_distance() -> Returned;
    pub fn opendp_metrics__insert_delete_distance() -> Returned;
    pub fn opendp_metrics__l01inf_distance(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__l02inf_distance(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__l1_distance(_: *const c_char) -> Returned;
    pub fn opendp_metrics__l2_distance(_: *const c_char) -> Returned;
    pub fn opendp_metrics__linf_distance(_: u8, _: *const c_char) -> Returned;
    pub fn opendp_metrics__metric_debug(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__metric_distance_type(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__metric_type(_: *mut c_void) -> Returned;
    pub fn opendp_metrics__symmetric_distance() -> Returned;
    pub fn opendp_metrics__user_distance(_: *const c_char, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__choose_branching_factor(_: u32) -> u32;
    pub fn opendp_transformations__make_b_ary_tree(
        _: *mut c_void,
        _: *mut c_void,
        _: u32,
        _: u32,
    ) -> Returned;
    pub fn opendp_transformations__make_bounded_int_monotonic_sum(
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_bounded_int_ordered_sum(
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_bounded_int_split_sum(
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_cast(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_cast_default(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_cast_inherent(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_cdf(_: *const c_char) -> Returned;
    pub fn opendp_transformations__make_clamp(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_consistent_b_ary_tree(
        _: u32,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_count(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_count_by(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_count_by_categories(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: u8,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_count_distinct(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_create_dataframe(
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_df_cast_default(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_df_is_equal(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_drop_null(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_find(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_find_bin(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_identity(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_impute_constant(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_impute_uniform_float(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_index(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_is_equal(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_is_null(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_lipschitz_float_mul(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_mean(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_metric_bounded(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_metric_unbounded(
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
    pub fn opendp_transformations__make_ordered_random(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_quantile_score_candidates(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: f64,
    ) -> Returned;
    pub fn opendp_transformations__make_quantiles_from_counts(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_resize(
        _: *mut c_void,
        _: *mut c_void,
        _: usize,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_select_column(
        _: *mut c_void,
        _: *const c_char,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_sized_bounded_int_checked_sum(
        _: usize,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_sized_bounded_int_monotonic_sum(
        _: usize,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_sized_bounded_int_ordered_sum(
        _: usize,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_sized_bounded_int_split_sum(
        _: usize,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_split_dataframe(
        _: *const c_char,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_split_lines() -> Returned;
    pub fn opendp_transformations__make_split_records(_: *const c_char) -> Returned;
    pub fn opendp_transformations__make_subset_by(
        _: *mut c_void,
        _: *mut c_void,
        _: *const c_char,
    ) -> Returned;
    pub fn opendp_transformations__make_sum(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_unordered(_: *mut c_void, _: *mut c_void) -> Returned;
    pub fn opendp_transformations__make_user_transformation(
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
        _: *mut c_void,
    ) -> Returned;
}

type Run = fn(&Arguments) -> Returned;

/// Tells this table from any other.
pub const ABI: i64 = 1229226553;

/// How many arguments each function takes, and how to call it with them.
// SAFETY of each call: the types are those of OpenDP's description; Java checks
// and holds what the pointers point to.
pub static FUNCTIONS: [(usize, Run); 199] = [
    (3, |a| unsafe {
        opendp_accuracy__accuracy_to_discrete_gaussian_scale(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__accuracy_to_discrete_laplacian_scale(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__accuracy_to_gaussian_scale(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__accuracy_to_laplacian_scale(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__discrete_gaussian_scale_to_accuracy(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__discrete_laplacian_scale_to_accuracy(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__gaussian_scale_to_accuracy(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_accuracy__laplacian_scale_to_accuracy(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (5, |a| unsafe {
        opendp_combinators__make_adaptive_composition(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
        )
    }),
    (1, |a| unsafe {
        opendp_combinators__make_approximate(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_combinators__make_basic_composition(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_combinators__make_chain_mt(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_combinators__make_chain_pm(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_combinators__make_chain_tt(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_combinators__make_composition(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_combinators__make_fix_delta(a.pointer(0), a.f64(1))
    }),
    (1, |a| unsafe {
        opendp_combinators__make_fixed_approxDP_to_approxDP(a.pointer(0))
    }),
    (3, |a| unsafe {
        opendp_combinators__make_fully_adaptive_composition(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
        )
    }),
    (2, |a| unsafe {
        opendp_combinators__make_population_amplification(a.pointer(0), a.usize(1))
    }),
    (3, |a| unsafe {
        opendp_combinators__make_privacy_filter(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (1, |a| unsafe {
        opendp_combinators__make_pureDP_to_zCDP(a.pointer(0))
    }),
    (3, |a| unsafe {
        opendp_combinators__make_select_private_candidate(a.pointer(0), a.f64(1), a.f64(2))
    }),
    (5, |a| unsafe {
        opendp_combinators__make_sequential_composition(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
        )
    }),
    (1, |a| unsafe {
        opendp_combinators__make_zCDP_to_approxDP(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_core___function_free(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_core___measurement_free(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_core___odometer_free(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_core___transformation_free(a.pointer(0))
    }),
    (0, |_| unsafe { opendp_core__as_array() }),
    (3, |a| unsafe {
        opendp_core__function_eval(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_core__measurement_check(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_function(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_input_carrier_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_input_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_input_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_input_metric(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__measurement_invoke(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_core__measurement_map(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_output_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__measurement_output_measure(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__new_function(a.pointer(0), a.text(1))
    }),
    (3, |a| unsafe {
        opendp_core__new_queryable(a.pointer(0), a.text(1), a.text(2))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_input_carrier_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_input_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_input_metric(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__odometer_invoke(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_output_measure(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__odometer_queryable_invoke(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_queryable_invoke_type(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__odometer_queryable_privacy_loss(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__odometer_queryable_privacy_loss_type(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__queryable_eval(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__queryable_query_type(a.pointer(0))
    }),
    (3, |a| unsafe {
        opendp_core__transformation_check(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_function(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_input_carrier_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_input_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_input_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_input_metric(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_core__transformation_invoke(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_core__transformation_map(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_output_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_output_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_core__transformation_output_metric(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_data__arrow_array_free(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_data__bool_free(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_data__extrinsic_object_free(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_data__ffislice_of_anyobjectptrs(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_data__object_as_slice(a.pointer(0)) }),
    (1, |a| unsafe { opendp_data__object_free(a.pointer(0)) }),
    (1, |a| unsafe { opendp_data__object_type(a.pointer(0)) }),
    (2, |a| unsafe {
        opendp_data__privacy_profile_delta(a.pointer(0), a.f64(1))
    }),
    (2, |a| unsafe {
        opendp_data__privacy_profile_epsilon(a.pointer(0), a.f64(1))
    }),
    (2, |a| unsafe {
        opendp_data__slice_as_object(a.pointer(0), a.text(1))
    }),
    (1, |a| unsafe { opendp_data__slice_free(a.pointer(0)) }),
    (1, |a| unsafe { opendp_data__str_free(a.text(0)) }),
    (1, |a| unsafe {
        opendp_domains___atom_domain_get_bounds_closed(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_domains___atom_domain_nan(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_domains___domain_equal(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe { opendp_domains___domain_free(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_domains___extrinsic_domain_descriptor(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_domains___member(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_domains___option_domain_get_element_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_domains___vector_domain_get_element_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_domains___vector_domain_get_size(a.pointer(0))
    }),
    (3, |a| unsafe {
        opendp_domains__atom_domain(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (1, |a| unsafe {
        opendp_domains__bitvector_domain(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_domains__domain_carrier_type(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_domains__domain_debug(a.pointer(0)) }),
    (1, |a| unsafe { opendp_domains__domain_type(a.pointer(0)) }),
    (2, |a| unsafe {
        opendp_domains__map_domain(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_domains__option_domain(a.pointer(0), a.text(1))
    }),
    (3, |a| unsafe {
        opendp_domains__user_domain(a.text(0), a.pointer(1), a.pointer(2))
    }),
    (2, |a| unsafe {
        opendp_domains__vector_domain(a.pointer(0), a.pointer(1))
    }),
    (5, |a| unsafe {
        opendp_internal___binary_search(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.bool(3),
            a.text(4),
        )
    }),
    (2, |a| unsafe {
        opendp_internal___exponential_bounds_search(a.pointer(0), a.text(1))
    }),
    (2, |a| unsafe {
        opendp_internal___extrinsic_distance(a.text(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_internal___extrinsic_divergence(a.text(0), a.pointer(1))
    }),
    (3, |a| unsafe {
        opendp_internal___extrinsic_domain(a.text(0), a.pointer(1), a.pointer(2))
    }),
    (6, |a| unsafe {
        opendp_internal___make_measurement(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
            a.text(5),
        )
    }),
    (6, |a| unsafe {
        opendp_internal___make_transformation(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
            a.pointer(5),
        )
    }),
    (2, |a| unsafe {
        opendp_internal___new_pure_function(a.pointer(0), a.text(1))
    }),
    (2, |a| unsafe {
        opendp_measurements__debias_randomized_response_bitvec(a.pointer(0), a.f64(1))
    }),
    (4, |a| unsafe {
        opendp_measurements__make_canonical_noise(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
        )
    }),
    (5, |a| unsafe {
        opendp_measurements__make_gaussian(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_gaussian_threshold(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
            a.pointer(4),
            a.text(5),
        )
    }),
    (5, |a| unsafe {
        opendp_measurements__make_geometric(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (5, |a| unsafe {
        opendp_measurements__make_laplace(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_laplace_threshold(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.pointer(3),
            a.pointer(4),
            a.text(5),
        )
    }),
    (5, |a| unsafe {
        opendp_measurements__make_noise(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.f64(3),
            a.pointer(4),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_noise_threshold(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.f64(3),
            a.pointer(4),
            a.pointer(5),
        )
    }),
    (5, |a| unsafe {
        opendp_measurements__make_noisy_max(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.f64(3),
            a.bool(4),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_noisy_top_k(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.usize(3),
            a.f64(4),
            a.bool(5),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_private_quantile(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.f64(4),
            a.f64(5),
        )
    }),
    (3, |a| unsafe {
        opendp_measurements__make_randomized_response(a.pointer(0), a.f64(1), a.text(2))
    }),
    (4, |a| unsafe {
        opendp_measurements__make_randomized_response_bitvec(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.bool(3),
        )
    }),
    (2, |a| unsafe {
        opendp_measurements__make_randomized_response_bool(a.f64(0), a.bool(1))
    }),
    (4, |a| unsafe {
        opendp_measurements__make_report_noisy_max_gumbel(
            a.pointer(0),
            a.pointer(1),
            a.f64(2),
            a.text(3),
        )
    }),
    (6, |a| unsafe {
        opendp_measurements__make_user_measurement(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
            a.text(5),
        )
    }),
    (1, |a| unsafe {
        opendp_measures___approximate_divergence_get_inner_measure(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_measures___extrinsic_measure_descriptor(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_measures___measure_equal(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe {
        opendp_measures___measure_free(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_measures__approximate(a.pointer(0)) }),
    (0, |_| unsafe {
        opendp_measures__fixed_smoothed_max_divergence()
    }),
    (0, |_| unsafe { opendp_measures__max_divergence() }),
    (1, |a| unsafe {
        opendp_measures__measure_debug(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_measures__measure_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_measures__measure_type(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_measures__new_privacy_profile(a.pointer(0))
    }),
    (0, |_| unsafe { opendp_measures__renyi_divergence() }),
    (0, |_| unsafe { opendp_measures__smoothed_max_divergence() }),
    (2, |a| unsafe {
        opendp_measures__user_divergence(a.text(0), a.pointer(1))
    }),
    (0, |_| unsafe {
        opendp_measures__zero_concentrated_divergence()
    }),
    (1, |a| unsafe {
        opendp_metrics___extrinsic_metric_descriptor(a.pointer(0))
    }),
    (2, |a| unsafe {
        opendp_metrics___metric_equal(a.pointer(0), a.pointer(1))
    }),
    (1, |a| unsafe { opendp_metrics___metric_free(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_metrics__absolute_distance(a.text(0))
    }),
    (0, |_| unsafe { opendp_metrics__change_one_distance() }),
    (0, |_| unsafe { opendp_metrics__discrete_distance() }),
    (0, |_| unsafe { opendp_metrics__hamming_distance() }),
    (0, |_| unsafe { opendp_metrics__insert_delete_distance() }),
    (1, |a| unsafe {
        opendp_metrics__l01inf_distance(a.pointer(0))
    }),
    (1, |a| unsafe {
        opendp_metrics__l02inf_distance(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_metrics__l1_distance(a.text(0)) }),
    (1, |a| unsafe { opendp_metrics__l2_distance(a.text(0)) }),
    (2, |a| unsafe {
        opendp_metrics__linf_distance(a.bool(0), a.text(1))
    }),
    (1, |a| unsafe { opendp_metrics__metric_debug(a.pointer(0)) }),
    (1, |a| unsafe {
        opendp_metrics__metric_distance_type(a.pointer(0))
    }),
    (1, |a| unsafe { opendp_metrics__metric_type(a.pointer(0)) }),
    (0, |_| unsafe { opendp_metrics__symmetric_distance() }),
    (2, |a| unsafe {
        opendp_metrics__user_distance(a.text(0), a.pointer(1))
    }),
    (1, |a| {
        FfiResult::Ok(
            unsafe { opendp_transformations__choose_branching_factor(a.u32(0)) } as usize
                as *mut c_void,
        )
    }),
    (4, |a| unsafe {
        opendp_transformations__make_b_ary_tree(a.pointer(0), a.pointer(1), a.u32(2), a.u32(3))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_bounded_int_monotonic_sum(a.pointer(0), a.text(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_bounded_int_ordered_sum(a.pointer(0), a.text(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_bounded_int_split_sum(a.pointer(0), a.text(1))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_cast(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_cast_default(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_cast_inherent(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (1, |a| unsafe {
        opendp_transformations__make_cdf(a.text(0))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_clamp(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_consistent_b_ary_tree(a.u32(0), a.text(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_count(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_count_by(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (6, |a| unsafe {
        opendp_transformations__make_count_by_categories(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.bool(3),
            a.text(4),
            a.text(5),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_count_distinct(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_create_dataframe(a.pointer(0), a.text(1))
    }),
    (5, |a| unsafe {
        opendp_transformations__make_df_cast_default(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.text(3),
            a.text(4),
        )
    }),
    (5, |a| unsafe {
        opendp_transformations__make_df_is_equal(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (2, |a| unsafe {
        opendp_transformations__make_drop_null(a.pointer(0), a.pointer(1))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_find(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_find_bin(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_identity(a.pointer(0), a.pointer(1))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_impute_constant(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_impute_uniform_float(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (5, |a| unsafe {
        opendp_transformations__make_index(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_is_equal(a.pointer(0), a.pointer(1), a.pointer(2))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_is_null(a.pointer(0), a.pointer(1))
    }),
    (4, |a| unsafe {
        opendp_transformations__make_lipschitz_float_mul(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
        )
    }),
    (2, |a| unsafe {
        opendp_transformations__make_mean(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_metric_bounded(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_metric_unbounded(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_ordered_random(a.pointer(0), a.pointer(1))
    }),
    (4, |a| unsafe {
        opendp_transformations__make_quantile_score_candidates(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.f64(3),
        )
    }),
    (5, |a| unsafe {
        opendp_transformations__make_quantiles_from_counts(
            a.pointer(0),
            a.pointer(1),
            a.text(2),
            a.text(3),
            a.text(4),
        )
    }),
    (5, |a| unsafe {
        opendp_transformations__make_resize(
            a.pointer(0),
            a.pointer(1),
            a.usize(2),
            a.pointer(3),
            a.text(4),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_select_column(a.pointer(0), a.text(1), a.text(2))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_sized_bounded_int_checked_sum(
            a.usize(0),
            a.pointer(1),
            a.text(2),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_sized_bounded_int_monotonic_sum(
            a.usize(0),
            a.pointer(1),
            a.text(2),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_sized_bounded_int_ordered_sum(
            a.usize(0),
            a.pointer(1),
            a.text(2),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_sized_bounded_int_split_sum(
            a.usize(0),
            a.pointer(1),
            a.text(2),
        )
    }),
    (3, |a| unsafe {
        opendp_transformations__make_split_dataframe(a.text(0), a.pointer(1), a.text(2))
    }),
    (0, |_| unsafe { opendp_transformations__make_split_lines() }),
    (1, |a| unsafe {
        opendp_transformations__make_split_records(a.text(0))
    }),
    (3, |a| unsafe {
        opendp_transformations__make_subset_by(a.pointer(0), a.pointer(1), a.text(2))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_sum(a.pointer(0), a.pointer(1))
    }),
    (2, |a| unsafe {
        opendp_transformations__make_unordered(a.pointer(0), a.pointer(1))
    }),
    (6, |a| unsafe {
        opendp_transformations__make_user_transformation(
            a.pointer(0),
            a.pointer(1),
            a.pointer(2),
            a.pointer(3),
            a.pointer(4),
            a.pointer(5),
        )
    }),
];
