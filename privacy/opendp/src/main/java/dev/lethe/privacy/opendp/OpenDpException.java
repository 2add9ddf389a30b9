package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeException;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or a failure of OpenDP, with OpenDP's own error variant and text.
 *
 * <p>Where a Java function that OpenDP called threw, that exception is the {@linkplain #getCause()
 * cause}.
 */
public final class OpenDpException extends RuntimeException {

  /** OpenDP's error variants, and two for what goes wrong between it and Java. */
  public enum Variant {
    /** A value could not cross between Java and OpenDP. */
    FFI("FFI"),
    /** A type descriptor could not be read. */
    TYPE_PARSE("TypeParse"),
    /** A type does not fit. */
    TYPE("Type"),
    /** A function failed on its input. */
    FAILED_FUNCTION("FailedFunction"),
    /** A privacy or stability map failed. */
    FAILED_MAP("FailedMap"),
    /** A privacy or stability relation failed. */
    RELATION_DEBUG("RelationDebug"),
    /** A value is not of the type that was asked for. */
    FAILED_CAST("FailedCast"),
    /** Domains that must agree do not. */
    DOMAIN_MISMATCH("DomainMismatch"),
    /** Metrics that must agree do not. */
    METRIC_MISMATCH("MetricMismatch"),
    /** Measures that must agree do not. */
    MEASURE_MISMATCH("MeasureMismatch"),
    /** A domain was refused. */
    MAKE_DOMAIN("MakeDomain"),
    /** A transformation was refused. */
    MAKE_TRANSFORMATION("MakeTransformation"),
    /** A measurement was refused. */
    MAKE_MEASUREMENT("MakeMeasurement"),
    /** A domain and a metric make no metric space. */
    METRIC_SPACE("MetricSpace"),
    /** A distance is not valid. */
    INVALID_DISTANCE("InvalidDistance"),
    /** A search found nothing. */
    SEARCH("Search"),
    /** A number left the range of its type. */
    OVERFLOW("Overflow"),
    /** OpenDP does not offer this. */
    NOT_IMPLEMENTED("NotImplemented"),
    /** OpenDP panicked: a mistake inside it, or in how it is called. */
    PANIC("Panic"),
    /** A variant that this version does not know; the text still says what happened. */
    OTHER("Other");

    private final String openDpName;

    Variant(String openDpName) {
      this.openDpName = openDpName;
    }

    static Variant of(String name) {
      for (Variant variant : values()) {
        if (variant.openDpName.equals(name)) {
          return variant;
        }
      }
      return OTHER;
    }

    /** OpenDP's spelling. */
    public String openDpName() {
      return openDpName;
    }
  }

  private final Variant variant;
  private final String text;

  OpenDpException(Variant variant, String text, @Nullable Throwable cause) {
    super(variant.openDpName + ": " + text, cause);
    this.variant = variant;
    this.text = text;
  }

  static OpenDpException of(NativeException failure) {
    Variant variant = Variant.of(failure.variant());
    String text =
        variant == Variant.OTHER ? failure.variant() + ": " + failure.text() : failure.text();
    OpenDpException translated = new OpenDpException(variant, text, failure.getCause());
    translated.setStackTrace(failure.getStackTrace());
    return translated;
  }

  /** What kind of failure it is. */
  public Variant variant() {
    return variant;
  }

  /** OpenDP's own text. */
  public String text() {
    return text;
  }
}
