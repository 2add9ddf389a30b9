package dev.lethe.data;

import dev.lethe.data.catalog.DatasetResolver;
import dev.lethe.data.read.ReadLimits;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What loading needs beside the spec.
 *
 * @param keys the dataset's key
 * @param resolver where sources are found
 * @param limits what readers accept
 * @param operatorLog takes lines that follow from private rows: a terminal or a log of the
 *     operator, never a released file
 */
public record LoadOptions(
    DatasetKeys keys, DatasetResolver resolver, ReadLimits limits, Consumer<String> operatorLog) {
  private static final Logger OPERATOR = LoggerFactory.getLogger("dev.lethe.operator");

  /** Standard limits, and the logger {@code dev.lethe.operator}. */
  public static LoadOptions of(DatasetKeys keys, DatasetResolver resolver) {
    return new LoadOptions(keys, resolver, ReadLimits.standard(), OPERATOR::warn);
  }

  /** The same with another taker of the operator's lines. */
  public LoadOptions withOperatorLog(Consumer<String> log) {
    return new LoadOptions(keys, resolver, limits, log);
  }
}
