package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeHandle;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function with a bounded stretch: inputs {@code d_in} apart give outputs at most {@code
 * map(d_in)} apart. It protects nothing by itself.
 *
 * <p>Invocations may run on several threads at once.
 *
 * @param <TI> the Java type of an input
 * @param <QI> the Java type of a distance between inputs
 * @param <TO> the Java type of an output
 * @param <QO> the Java type of a distance between outputs
 */
public final class Transformation<TI, QI, TO, QO> extends NativeObject {

  private final Promise<TO> promise;
  private volatile @Nullable Carriers types;

  /** The types of inputs, of their distances and of what the map gives. */
  private record Carriers(Type<?> input, Type<?> inputDistance, Type<?> outputDistance) {}

  Transformation(long pointer) {
    super("transformation", pointer, Functions.TRANSFORMATION_FREE);
    this.promise = Promise.none();
  }

  private Transformation(NativeHandle handle, Promise<TO> promise) {
    super(handle);
    this.promise = promise;
  }

  private Carriers types() {
    Carriers known = types;
    if (known == null) {
      known =
          new Carriers(
              Mapped.type(this, Functions.TRANSFORMATION_INPUT_CARRIER_TYPE),
              Mapped.type(this, Functions.TRANSFORMATION_INPUT_DISTANCE_TYPE),
              Mapped.type(this, Functions.TRANSFORMATION_OUTPUT_DISTANCE_TYPE));
      types = known;
    }
    return known;
  }

  /**
   * Applies the function. The output is as private as the input.
   *
   * @throws OpenDpException if the input is no member of the input domain, or the function fails
   */
  public TO invoke(TI input) {
    return Mapped.apply(
        Functions.TRANSFORMATION_INVOKE, this, types().input(), input, promise::take);
  }

  /**
   * How far apart outputs can be for inputs at most {@code distance} apart.
   *
   * @throws OpenDpException if the distance is not valid, or there is no bound
   */
  @SuppressWarnings("unchecked") // The descriptor names the type that QO stands for.
  public QO map(QI distance) {
    return (QO)
        Mapped.apply(
            Functions.TRANSFORMATION_MAP,
            this,
            types().inputDistance(),
            distance,
            types().outputDistance()::take);
  }

  /** Whether inputs {@code dIn} apart give outputs at most {@code dOut} apart. */
  public boolean check(QI dIn, QO dOut) {
    Carriers known = types();
    return Mapped.check(
        Functions.TRANSFORMATION_CHECK,
        this,
        known.inputDistance(),
        dIn,
        known.outputDistance(),
        dOut);
  }

  /**
   * The same transformation, closed with this one, where the compiler could not know the type of an
   * output. {@link #invoke} fails if an output is of another class.
   */
  public <T> Transformation<TI, QI, T, QO> returning(Class<T> type) {
    return new Transformation<>(handle(), Promise.of(type));
  }

  /** The same as {@link #returning(Class)}, where a class does not tell the whole type. */
  public <T> Transformation<TI, QI, T, QO> returning(Type<T> type) {
    return new Transformation<>(handle(), Promise.of(type));
  }

  /** The inputs allowed. */
  public Domain<TI> inputDomain() {
    return new Domain<>(derive(Functions.TRANSFORMATION_INPUT_DOMAIN));
  }

  /** The metric between inputs. */
  public Metric<QI> inputMetric() {
    return new Metric<>(derive(Functions.TRANSFORMATION_INPUT_METRIC));
  }

  /** The outputs that can come. */
  public Domain<TO> outputDomain() {
    return new Domain<>(derive(Functions.TRANSFORMATION_OUTPUT_DOMAIN));
  }

  /** The metric between outputs. */
  public Metric<QO> outputMetric() {
    return new Metric<>(derive(Functions.TRANSFORMATION_OUTPUT_METRIC));
  }

  /** The function alone, without its map. */
  public OpenDpFunction<TI, TO> function() {
    return new OpenDpFunction<>(derive(Functions.TRANSFORMATION_FUNCTION));
  }

  /** This transformation followed by another. */
  public <T, Q> Transformation<TI, QI, T, Q> then(Transformation<TO, QO, T, Q> next) {
    return Combinators.makeChainTt(next, this);
  }

  /** This transformation followed by a measurement. */
  public <T, Q> Measurement<TI, QI, T, Q> then(Measurement<TO, QO, T, Q> measurement) {
    return Combinators.makeChainMt(measurement, this);
  }

  /**
   * This transformation followed by a measurement of its outputs: {@code (domain, metric) -> ...}.
   */
  public <T, Q> Measurement<TI, QI, T, Q> thenMeasure(
      BiFunction<Domain<TO>, Metric<QO>, Measurement<TO, QO, T, Q>> constructor) {
    try (Domain<TO> domain = outputDomain();
        Metric<QO> metric = outputMetric();
        Measurement<TO, QO, T, Q> measurement = constructor.apply(domain, metric)) {
      return then(measurement);
    }
  }

  /** This transformation followed by one of its outputs: {@code (domain, metric) -> ...}. */
  public <T, Q> Transformation<TI, QI, T, Q> thenTransform(
      BiFunction<Domain<TO>, Metric<QO>, Transformation<TO, QO, T, Q>> constructor) {
    try (Domain<TO> domain = outputDomain();
        Metric<QO> metric = outputMetric();
        Transformation<TO, QO, T, Q> transformation = constructor.apply(domain, metric)) {
      return then(transformation);
    }
  }
}
