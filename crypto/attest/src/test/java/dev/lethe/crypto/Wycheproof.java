package dev.lethe.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Test vectors of C2SP/wycheproof, where LETHE_DATA_MIRROR has them; skipped elsewhere. */
public final class Wycheproof {
  private Wycheproof() {}

  /** One vector and the group it stands in. */
  public interface Visitor {
    void visit(JsonNode group, JsonNode test, boolean valid) throws IOException;
  }

  /** Visits every vector of a file and returns how many there were. */
  public static int forEach(String name, Visitor visitor) throws IOException {
    String mirror = System.getenv("LETHE_DATA_MIRROR");
    assumeTrue(mirror != null, "LETHE_DATA_MIRROR is not set");
    Path file = Path.of(mirror, "wycheproof", name + "_test.json.gz");
    assumeTrue(Files.exists(file), file + " does not exist");
    int count = 0;
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode group : new ObjectMapper().readTree(in).get("testGroups")) {
        for (JsonNode test : group.get("tests")) {
          visitor.visit(group, test, test.get("result").asText().equals("valid"));
          count++;
        }
      }
    }
    return count;
  }

  public static byte[] hex(JsonNode node, String member) {
    return HexFormat.of().parseHex(node.get(member).asText());
  }
}
