package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeHandle;
import org.jspecify.annotations.Nullable;

/**
 * A function whose output protects its input: for inputs {@code d_in} apart, the output
 * distributions are at most {@code map(d_in)} apart. The proof is OpenDP's.
 *
 * <p>Invocations may run on several threads at once.
 *
 * @param <TI> the Java type of an input
 * @param <QI> the Java type of a distance between inputs
 * @param <TO> the Java type of an output
 * @param <QO> the Java type of a privacy loss
 */
public final class Measurement<TI, QI, TO, QO> extends NativeObject {

  private final Promise<TO> promise;
  private volatile @Nullable Carriers types;

  /** The types of inputs, of their distances and of what the map gives. */
  private record Carriers(Type<?> input, Type<?> inputDistance, Type<?> outputDistance) {}

  Measurement(long pointer) {
    super("measurement", pointer, Functions.MEASUREMENT_FREE);
    this.promise = Promise.none();
  }

  private Measurement(NativeHandle handle, Promise<TO> promise) {
    super(handle);
    this.promise = promise;
  }

  private Carriers types() {
    Carriers known = types;
    if (known == null) {
      known =
          new Carriers(
              Mapped.type(this, Functions.MEASUREMENT_INPUT_CARRIER_TYPE),
              Mapped.type(this, Functions.MEASUREMENT_INPUT_DISTANCE_TYPE),
              Mapped.type(this, Functions.MEASUREMENT_OUTPUT_DISTANCE_TYPE));
      types = known;
    }
    return known;
  }

  /**
   * Makes one release. Each invocation spends the privacy loss anew.
   *
   * @throws OpenDpException if the input is no member of the input domain, or the function fails
   */
  public TO invoke(TI input) {
    return Mapped.apply(Functions.MEASUREMENT_INVOKE, this, types().input(), input, promise::take);
  }

  /**
   * The privacy loss for inputs at most {@code distance} apart.
   *
   * @throws OpenDpException if the distance is not valid, or there is no bound
   */
  @SuppressWarnings("unchecked") // The descriptor names the type that QO stands for.
  public QO map(QI distance) {
    return (QO)
        Mapped.apply(
            Functions.MEASUREMENT_MAP,
            this,
            types().inputDistance(),
            distance,
            types().outputDistance()::take);
  }

  /** Whether inputs {@code dIn} apart give outputs at most {@code dOut} apart. */
  public boolean check(QI dIn, QO dOut) {
    Carriers known = types();
    return Mapped.check(
        Functions.MEASUREMENT_CHECK,
        this,
        known.inputDistance(),
        dIn,
        known.outputDistance(),
        dOut);
  }

  /**
   * The same measurement, closed with this one, where the compiler could not know the type of an
   * output. {@link #invoke} fails if an output is of another class.
   */
  public <T> Measurement<TI, QI, T, QO> returning(Class<T> type) {
    return new Measurement<>(handle(), Promise.of(type));
  }

  /** The same as {@link #returning(Class)}, where a class does not tell the whole type. */
  public <T> Measurement<TI, QI, T, QO> returning(Type<T> type) {
    return new Measurement<>(handle(), Promise.of(type));
  }

  /** The inputs allowed. */
  public Domain<TI> inputDomain() {
    return new Domain<>(derive(Functions.MEASUREMENT_INPUT_DOMAIN));
  }

  /** The metric between inputs. */
  public Metric<QI> inputMetric() {
    return new Metric<>(derive(Functions.MEASUREMENT_INPUT_METRIC));
  }

  /** The measure of the privacy loss. */
  public Measure<QO> outputMeasure() {
    return new Measure<>(derive(Functions.MEASUREMENT_OUTPUT_MEASURE));
  }

  /** The function alone, without its map. */
  public OpenDpFunction<TI, TO> function() {
    return new OpenDpFunction<>(derive(Functions.MEASUREMENT_FUNCTION));
  }

  /** This measurement followed by a function of its output, at no further loss. */
  public <T> Measurement<TI, QI, T, QO> then(OpenDpFunction<? super TO, T> postprocess) {
    return Combinators.makeChainPm(postprocess, this);
  }
}
