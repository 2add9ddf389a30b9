package dev.lethe.report;

/** Stable ids of the checks, in the order they are made. */
final class CheckNames {
  static final String FORMAT = "format";
  static final String TRUST = "trust";
  static final String SIGNATURES = "signatures";
  static final String STATEMENT = "statement";
  static final String SIGNER = "signer";
  static final String LOG_CHECKPOINT = "log-checkpoint";
  static final String LOG_INCLUSION = "log-inclusion";
  static final String LOG_CONSISTENCY = "log-consistency";
  static final String LOG_WITNESS = "log-witness";
  static final String LEDGER_CHAIN = "ledger-chain";
  static final String LEDGER_RUN = "ledger-run";
  static final String PARTS = "parts";
  static final String PRIOR_RUNS = "prior-runs";
  static final String RELEASED_VALUES = "released-values";
  static final String LEARNED_VALUES = "learned-values";
  static final String STEPS = "steps";
  static final String BUDGET = "budget";
  static final String MECHANISM = "mechanism";
  static final String SENSITIVITY = "sensitivity";
  static final String EPSILON = "epsilon-recomputed";
  static final String RENYI_CURVE = "renyi-curve";
  static final String DELTA = "delta-items";
  static final String PUBLIC_FIGURES = "public-figures";
  static final String SPEC_DIGEST = "spec-digest";
  static final String SPEC_AGREES = "spec-agrees";
  static final String SEARCH = "search";
  static final String MODEL_DIGEST = "model-digest";
  static final String DATA_COMMITMENT = "data-commitment";
  static final String EXECUTION = "execution";

  private CheckNames() {}
}
