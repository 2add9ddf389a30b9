package dev.lethe.data.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are read or refused with the documented exception. */
class ReaderFuzzTest {
  private static final ReadLimits SMALL = new ReadLimits(1 << 16, 200, 1 << 10, 64);

  @FuzzTest
  void csv(byte[] bytes) throws IOException {
    try (CsvRows rows = CsvRows.open("fuzz.csv", new ByteArrayInputStream(bytes), SMALL)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row.values().size() != rows.header().size()) {
          throw new AssertionError("a ragged row got through");
        }
      }
    } catch (DataException e) {
      return;
    }
  }

  @FuzzTest
  void idx(byte[] bytes) throws IOException {
    try (IdxFile file = IdxFile.images("fuzz.idx", new ByteArrayInputStream(bytes))) {
      int items = 0;
      while (file.next()) {
        items++;
      }
      if (items != file.count()) {
        throw new AssertionError("the count is not what was read");
      }
    } catch (DataException e) {
      return;
    }
  }
}
