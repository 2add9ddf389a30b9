package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeHandle;

/**
 * A conversation about one dataset that tells its privacy loss so far.
 *
 * @param <Q> the Java type of a query
 * @param <A> the Java type of an answer
 * @param <QI> the Java type of a distance between datasets
 * @param <QO> the Java type of a privacy loss
 */
public final class OdometerQueryable<Q, A, QI, QO> extends NativeObject {

  static final Type<OdometerQueryable<?, ?, ?, ?>> TYPE =
      CompoundType.<OdometerQueryable<?, ?, ?, ?>>owning(
          "AnyOdometerQueryable",
          CompoundType::refuse,
          pointer -> new OdometerQueryable<>(pointer));

  OdometerQueryable(long pointer) {
    super(new NativeHandle("odometer queryable", pointer, Queryables::free));
  }

  /**
   * Asks one question.
   *
   * @throws OpenDpException if the question is refused
   */
  @SuppressWarnings(
      "unchecked") // The answer's type is what the constructor of the odometer promised.
  public A invoke(Q query) {
    return (A)
        Queryables.alone(
            () -> {
              try (Call call = new Call(Functions.ODOMETER_QUERYABLE_INVOKE, 2)) {
                call.object(this);
                Queryables.query(call, this, Functions.ODOMETER_QUERYABLE_INVOKE_TYPE, query);
                return Type.takeAny(call.run());
              }
            });
  }

  /** The privacy loss of all answers so far, for datasets at most {@code distance} apart. */
  @SuppressWarnings("unchecked") // The odometer's measure names the type that QO stands for.
  public QO privacyLoss(QI distance) {
    return (QO)
        Queryables.alone(
            () -> {
              Type<?> type =
                  TypeParser.parse(describe(Functions.ODOMETER_QUERYABLE_PRIVACY_LOSS_TYPE));
              try (Call call = new Call(Functions.ODOMETER_QUERYABLE_PRIVACY_LOSS, 2)) {
                return Type.takeAny(call.object(this).value(type, distance).run());
              }
            });
  }
}
