package dev.lethe.data;

/** Where a unit belongs. */
enum Part {
  TRAIN,
  TEST,
  /** Not known until the unit's id is. */
  BY_UNIT
}
