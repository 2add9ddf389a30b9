package dev.lethe.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  private static final String TABLE = "name,age\nAda,36\n\"Love, Lace\",\"3\"\"6\"\n";

  @TempDir Path folder;

  private static List<List<String>> all(RowSource rows) throws IOException {
    try (rows) {
      List<List<String>> all = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        all.add(row.values());
      }
      return all;
    }
  }

  private static CsvRows open(byte[] bytes, ReadLimits limits) throws IOException {
    return CsvRows.open("t.csv", new ByteArrayInputStream(bytes), limits);
  }

  private static List<List<String>> parse(String text) throws IOException {
    return all(open(text.getBytes(StandardCharsets.UTF_8), ReadLimits.standard()));
  }

  private static ThrowableAssertAlternative<DataException> refused(byte[] bytes) {
    return assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> all(open(bytes, ReadLimits.standard())));
  }

  private static ThrowableAssertAlternative<DataException> refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zip(List<String> names, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream packed = new ZipOutputStream(out)) {
      for (String name : names) {
        packed.putNextEntry(new ZipEntry(name));
        packed.write(bytes);
      }
    }
    return out.toByteArray();
  }

  private static List<List<String>> read(Path path) throws IOException {
    return all(CsvRows.open(Content.file(path), ReadLimits.standard()));
  }

  @Test
  void quotesLineEndingsAndByteOrderMarkDoNotChangeTheCells() throws IOException {
    List<List<String>> expected = List.of(List.of("Ada", "36"), List.of("Love, Lace", "3\"6"));
    assertThat(parse(TABLE)).isEqualTo(expected);
    assertThat(parse(TABLE.replace("\n", "\r\n"))).isEqualTo(expected);
    assertThat(parse("\ufeff" + TABLE)).isEqualTo(expected);
    assertThat(parse(TABLE.replace("Ada", "\"Ada\"").strip())).isEqualTo(expected);
    assertThat(parse(TABLE.replace("Ada", "\n  \nAda"))).isEqualTo(expected);
  }

  @Test
  void packingDoesNotChangeTheCells() throws IOException {
    byte[] plain = TABLE.getBytes(StandardCharsets.UTF_8);
    List<List<String>> expected = parse(TABLE);
    Path archive = write("two.zip", zip(List.of("a/x.csv", "y.csv"), plain));
    assertThat(read(write("t.csv", plain))).isEqualTo(expected);
    assertThat(read(write("t.csv.gz", gzip(plain)))).isEqualTo(expected);
    assertThat(read(write("one.zip", zip(List.of("x.csv"), plain)))).isEqualTo(expected);
    assertThat(read(Path.of(archive + "!a/x.csv"))).isEqualTo(expected);
  }

  @Test
  void anArchiveOfSeveralFilesNeedsAnEntry() throws IOException {
    Path archive = write("two.zip", zip(List.of("x.csv", "y.csv"), new byte[0]));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(archive))
        .withMessageContaining("several files")
        .withMessageContaining("x.csv, y.csv");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(Path.of(archive + "!z.csv")))
        .withMessageContaining("no such entry");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(folder.resolve("absent.csv")))
        .withMessageContaining("absent.csv: there is no such file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 30, 60})
  void aPackedFileCutOffIsRefused(int bytesLost) throws IOException {
    byte[] noise = new byte[200];
    new Random(7).nextBytes(noise);
    byte[] packed = gzip(("a\n" + Arrays.toString(noise)).getBytes(StandardCharsets.UTF_8));
    Path cut = write("cut.csv.gz", Arrays.copyOf(packed, packed.length - bytesLost));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(cut))
        .withMessageContaining("cut.csv.gz: the packed file is damaged or cut off");
  }

  @Test
  void aBombIsRefusedBeforeItFillsTheMemory() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) '\n');
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write("a,b\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 80; i++) {
        packed.write(megabyte);
      }
    }
    Path bomb = write("bomb.csv.gz", out.toByteArray());
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(bomb))
        .withMessageContaining("unpacks to more than");
  }

  @Test
  void aRaggedRowIsNamedByItsLine() {
    refused("a,b\n1,2\n\"x\ny\",4\n5\n")
        .withMessage(
            "t.csv, line 5: the row has 1 values where the header has 2. Repair the row; a value"
                + " that holds a comma needs quotes around it.");
    refused("a,b\n1,2,3\n").withMessageContaining("line 2: the row has 3 values");
  }

  @Test
  void anEmptyFileAndRepeatedNamesAreRefused() {
    refused("").withMessageContaining("t.csv: the file is empty");
    refused("\n\n").withMessageContaining("the file is empty");
    refused("a,b, a\n").withMessageContaining("column 'a': two columns have this name");
  }

  @Test
  void textThatIsNotUtf8IsNamedByItsLine() {
    byte[] latin = "a,b\n1,2\r\n3,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    refused(latin).withMessageContaining("t.csv, line 3: the text is not UTF-8");
    byte[] cut = "a\n\u00e9".getBytes(StandardCharsets.UTF_8);
    refused(Arrays.copyOf(cut, cut.length - 1)).withMessageContaining("line 2");
  }

  @Test
  void malformedBytesFarIntoTheFileAreNamedByTheirLine() {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 2; i < 50_000; i++) {
      text.append("1,2\r\n");
    }
    refused((text + "\u00e9,1\n").getBytes(StandardCharsets.ISO_8859_1))
        .withMessageContaining("line 50000:");
  }

  @Test
  void brokenQuotesAreNamedByTheirLineWithoutTheCell() {
    refused("a,b\n1,2\n\"secret\"X,4\n")
        .withMessageContaining("t.csv, line 3: this row is not CSV")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("X"));
  }

  @Test
  void longFieldsAndWideRowsAreRefused() {
    ReadLimits small = new ReadLimits(1 << 20, 200, 10, 3);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> all(open("a\n12345678901\n".getBytes(StandardCharsets.UTF_8), small)))
        .withMessageContaining("line 2: a value has more than 10 characters");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> all(open("a,b,c,d\n".getBytes(StandardCharsets.UTF_8), small)))
        .withMessageContaining("more than 3 values");
    byte[] unclosed = ("a\n\"" + "x\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> all(open(unclosed, small)))
        .withMessageContaining("line 2")
        .withMessageContaining("quote that is not closed");
  }

  @Test
  void aMissingColumnComesWithTheNearestNames() throws IOException {
    try (CsvRows rows =
        open("Age,wage,name\n".getBytes(StandardCharsets.UTF_8), ReadLimits.standard())) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> Columns.find(rows, "age"))
          .withMessageContaining("column 'age': there is no such column")
          .withMessageContaining("'Age', 'wage', 'name'");
    }
    try (CsvRows rows =
        open("age;name\n".getBytes(StandardCharsets.UTF_8), ReadLimits.standard())) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> Columns.find(rows, "age"))
          .withMessageContaining("separated by ';'");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyCellsSurviveQuoting(long seed) throws IOException {
    Random random = new Random(seed);
    String alphabet = "ab,\"\r\n \u00e9\ud83d\ude00;\t";
    List<List<String>> cells = new ArrayList<>();
    StringBuilder text = new StringBuilder("x,y,z\n");
    for (int row = 0; row < 400; row++) {
      List<String> values = new ArrayList<>();
      for (int column = 0; column < 3; column++) {
        int[] points = alphabet.codePoints().toArray();
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          cell.appendCodePoint(points[random.nextInt(points.length)]);
        }
        values.add(cell.toString().replaceAll("\\r\\n?", "\n"));
        text.append(column == 0 ? "" : ",");
        text.append('"').append(cell.toString().replace("\"", "\"\"")).append('"');
      }
      cells.add(values);
      text.append(random.nextBoolean() ? "\n" : "\r\n");
    }
    assertThat(parse(text.toString())).isEqualTo(cells);
  }
}
