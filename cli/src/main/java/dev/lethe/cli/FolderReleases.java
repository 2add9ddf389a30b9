package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.data.read.Digests;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps what a run's parts release in files of its output folder: each is there whole, survives a
 * crash once {@link #keep} returned, and is not replaced. A file that was changed since is refused:
 * a run that went on with other values would train, and report, what nothing released.
 */
record FolderReleases(RunDirectory directory) implements Releases.Store {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST_BYTES = 1 << 26;

  @Override
  public Optional<JsonNode> find(String part) {
    Path file = file(part);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(DurableFiles.readBounded(file, MOST_BYTES));
      if (!node.path("runId").asText().equals(directory.state().runId())
          || !node.path("part").asText().equals(part)
          || !node.has("released")
          || !node.path("sha256").asText().equals(digest(node))) {
        throw damaged(file);
      }
      return Optional.of(node.get("released"));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw RunDirectory.unwritable(directory.root(), e);
    }
  }

  @Override
  public void keep(String part, JsonNode released) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("runId", directory.state().runId()).put("part", part).set("released", released);
    node.put("sha256", digest(node));
    try {
      DurableFiles.createFolders(folder());
      directory.write(file(part), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
    } catch (IOException e) {
      throw RunDirectory.unwritable(directory.root(), e);
    }
  }

  /** Of all but the digest itself, whatever the order of keys and the blanks. */
  private static String digest(JsonNode node) {
    ObjectNode content = node.deepCopy();
    content.remove("sha256");
    return HexFormat.of().formatHex(Digests.sha256().digest(CanonicalJson.bytes(content)));
  }

  private Path file(String part) {
    return folder().resolve(part + ".json");
  }

  private Path folder() {
    return directory.root().resolve("released");
  }

  private static CommandException damaged(Path file) {
    return new CommandException(
        ExitCode.NOT_VERIFIED,
        file
            + " is not what this run released; put it back, or start again with another --out,"
            + " which pays again");
  }
}
