package dev.lethe.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Turns a file into text that is safe to parse: bounded, UTF-8 and printable. */
final class YamlText {
  static final int MAX_BYTES = 1 << 20;

  private YamlText() {}

  static String read(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw refuse(name, 0, 0, "is a folder, not a spec", "name the YAML file itself");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw refuse(
          name, 0, 0, "there is no such file", "check the path; 'lethe init DATA' writes a spec");
    } catch (IOException e) {
      throw refuse(
          name,
          0,
          0,
          "cannot be read: " + ProblemText.plain(String.valueOf(e.getMessage())),
          "check that the file is readable");
    }
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(name);
    }
    CharsetDecoder utf8 =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return checked(utf8.decode(ByteBuffer.wrap(bytes)).toString(), name);
    } catch (CharacterCodingException e) {
      throw badEncoding(bytes, name);
    }
  }

  /** The text itself, once every character in it may stand in YAML. */
  static String checked(String text, String name) {
    if (text.length() > MAX_BYTES) {
      throw tooLarge(name);
    }
    int line = 1;
    int column = 1;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      if (!StreamReader.isPrintable(c)) {
        throw refuse(
            name,
            line,
            column,
            String.format("character U+%04X may not stand in YAML", c),
            "remove it, or write it as an escape in double quotes");
      }
      if (c == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
      at += Character.charCount(c);
    }
    return text;
  }

  private static SpecException badEncoding(byte[] bytes, String name) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    utf8.decode(in, out, true);
    String good = out.flip().toString();
    int line = 1 + (int) good.chars().filter(c -> c == '\n').count();
    int column = 1 + good.length() - (good.lastIndexOf('\n') + 1);
    return refuse(name, line, column, "is not UTF-8 text", "save the file as UTF-8");
  }

  private static SpecException tooLarge(String name) {
    return refuse(
        name,
        0,
        0,
        "is larger than 1 MiB",
        "a spec is a short text; move long vocabularies out or shorten them");
  }

  static SpecException refuse(String file, int line, int column, String message, String remedy) {
    return new SpecException(List.of(new SpecProblem(file, line, column, "", message, remedy)));
  }
}
