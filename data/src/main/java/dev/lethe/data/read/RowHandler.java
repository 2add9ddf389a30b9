package dev.lethe.data.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the fields of a record within the limits, and knows the line it began on. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
  private final DataException.Place place;
  private final ReadLimits limits;
  private List<String> values = new ArrayList<>();

  RowHandler(DataException.Place place, ReadLimits limits) {
    this.place = place;
    this.limits = limits;
  }

  /** The line that the current record began on. */
  long line() {
    return getStartingLineNumber();
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    values = new ArrayList<>(values.size());
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index >= limits.maxColumns()) {
      throw tooLarge("the row has more than " + limits.maxColumns() + " values");
    }
    if (length > limits.maxFieldChars()) {
      throw tooLarge("a value has more than " + limits.maxFieldChars() + " characters");
    }
    values.add(new String(buffer, offset, length));
  }

  private DataException tooLarge(String what) {
    return new DataException(place.line(line()), what, CsvRows.QUOTE_REMEDY);
  }

  @Override
  protected RecordWrapper<Row> buildRecord() {
    return wrapRecord(new Row(line(), Collections.unmodifiableList(values)));
  }
}
