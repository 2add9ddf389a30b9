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

  private final Class<?> promised;
  private volatile @Nullable Types3 types;

  /** The types of inputs, of their distances and of what the map gives. */
  private record Types3(Type<?> input, Type<?> inputDistance, Type<?> outputDistance) {}

  Measurement(long pointer) {
    super("measurement", pointer, Functions.MEASUREMENT_FREE);
    this.promised = Object.class;
  }

  private Measurement(NativeHandle handle, Class<?> promised) {
    super(handle);
    this.promised = promised;
  }

  private Types3 types() {
    Types3 known = types;
    if (known == null) {
      known =
          new Types3(
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
  @SuppressWarnings("unchecked") // The output's class is what the caller or the signature promised.
  public TO invoke(TI input) {
    Object output =
        Mapped.apply(Functions.MEASUREMENT_INVOKE, this, types().input(), input, Type::takeAny);
    return (TO) Mapped.promised(promised, output);
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
    Types3 known = types();
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
    return new Measurement<>(handle(), type);
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
