package dev.lethe.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads counts as people write them, {@code 1000000} or {@code 1e6}. */
final class WholeNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      BigDecimal parsed = new BigDecimal(value.replace("_", ""));
      if (Math.abs((long) parsed.scale()) > 30) {
        throw new TypeConversionException("'" + value + "' is too large");
      }
      return parsed.longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new TypeConversionException("'" + value + "' is not a whole number");
    }
  }
}
