package dev.lethe.privacy.opendp;

/**
 * Starts a conversation whose privacy loss so far can be asked at any time.
 *
 * @param <TI> the Java type of the data
 * @param <QI> the Java type of a distance between datasets
 * @param <Q> the Java type of a query
 * @param <TO> the Java type of an answer
 * @param <QO> the Java type of a privacy loss
 */
public final class Odometer<TI, QI, Q, TO, QO> extends NativeObject {

  Odometer(long pointer) {
    super("odometer", pointer, Functions.ODOMETER_FREE);
  }

  /** Starts a conversation about a dataset. */
  @SuppressWarnings("unchecked") // OpenDP's odometers give an odometer queryable.
  public OdometerQueryable<Q, TO, QI, QO> invoke(TI input) {
    Type<?> type = Mapped.type(this, Functions.ODOMETER_INPUT_CARRIER_TYPE);
    return (OdometerQueryable<Q, TO, QI, QO>)
        Mapped.apply(Functions.ODOMETER_INVOKE, this, type, input, OdometerQueryable.TYPE::take);
  }

  /** The datasets allowed. */
  public Domain<TI> inputDomain() {
    return new Domain<>(derive(Functions.ODOMETER_INPUT_DOMAIN));
  }

  /** The metric between datasets. */
  public Metric<QI> inputMetric() {
    return new Metric<>(derive(Functions.ODOMETER_INPUT_METRIC));
  }

  /** The measure of the privacy loss. */
  public Measure<QO> outputMeasure() {
    return new Measure<>(derive(Functions.ODOMETER_OUTPUT_MEASURE));
  }
}
