package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.training.djl.Network;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a model and the manifest that names each with its SHA-256. */
final class ModelFolder {
  private static final String VERSION = "lethe.dev/model/v1";
  private static final String MANIFEST = "manifest.json";
  private static final String ARCHITECTURE = "model.json";
  private static final String PREPROCESSING = "preprocessing.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final int MOST_JSON_BYTES = 16 << 20;
  private static final int JSON_DEPTH = 8;

  private ModelFolder() {}

  static String digest(TrainedModel model) {
    return sha256(manifest(model.status(), files(model)));
  }

  static void save(TrainedModel model, Path modelDir) throws IOException {
    if (Files.exists(modelDir, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(modelDir.toString());
    }
    Map<String, byte[]> files = files(model);
    Path parent = modelDir.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(modelDir.toString());
    }
    DurableFiles.createFolders(parent);
    Path beside = Files.createTempDirectory(parent, "." + modelDir.getFileName() + ".");
    boolean whole = false;
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        DurableFiles.writeAtomically(beside.resolve(file.getKey()), file.getValue());
      }
      DurableFiles.writeAtomically(beside.resolve(MANIFEST), manifest(model.status(), files));
      Files.move(beside, modelDir, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.syncFolder(parent);
      whole = true;
    } finally {
      if (!whole) {
        delete(beside);
      }
    }
  }

  static TrainedModel load(Path modelDir) throws IOException {
    byte[] manifest = DurableFiles.readBounded(modelDir.resolve(MANIFEST), MOST_JSON_BYTES);
    Fields top =
        Fields.of(canonical(manifest, MANIFEST), MANIFEST, "apiVersion", "status", "files");
    if (!top.text("apiVersion").equals(VERSION)) {
      throw new ModelException(
          modelDir
              + " is a model of the form "
              + top.text("apiVersion")
              + "; only "
              + VERSION
              + " is known here");
    }
    Fields digests =
        Fields.of(top.get("files"), MANIFEST + " files", ARCHITECTURE, PREPROCESSING, WEIGHTS);
    JsonNode preprocessing =
        canonical(read(modelDir, PREPROCESSING, digests, MOST_JSON_BYTES), PREPROCESSING);
    JsonNode architecture =
        canonical(read(modelDir, ARCHITECTURE, digests, MOST_JSON_BYTES), ARCHITECTURE);
    FeatureSpec features = PreprocessingJson.features(preprocessing);
    LabelSpec label = PreprocessingJson.label(preprocessing);
    ModelSpec model = ArchitectureJson.read(architecture);
    try {
      Network network = TrainedModel.networkOf(features, label, model);
      byte[] weights = read(modelDir, WEIGHTS, digests, Safetensors.size(network));
      return new TrainedModel(
          features, label, model, status(top.text("status")), Safetensors.read(network, weights));
    } catch (ArithmeticException e) {
      throw new ModelException(modelDir + " describes a model that is too large", e);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          modelDir + " describes a model that does not fit its inputs: " + e.getMessage(), e);
    }
  }

  private static ModelStatus status(String tag) {
    return Arrays.stream(ModelStatus.values())
        .filter(s -> s.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new ModelException(MANIFEST + " has the unknown status " + tag));
  }

  private static byte[] read(Path modelDir, String name, Fields digests, int most)
      throws IOException {
    byte[] bytes = DurableFiles.readBounded(modelDir.resolve(name), most);
    if (!sha256(bytes).equals(digests.text(name))) {
      throw new ModelException(
          modelDir.resolve(name)
              + " was changed: it has not the SHA-256 that the manifest names. Restore the model"
              + " from where it was signed");
    }
    return bytes;
  }

  private static JsonNode canonical(byte[] json, String name) {
    try {
      JsonNode node = CanonicalJson.parseStrict(json, MOST_JSON_BYTES, JSON_DEPTH);
      if (!Arrays.equals(CanonicalJson.bytes(node), json)) {
        throw new ModelException(name + " is not canonical JSON; it was edited");
      }
      return node;
    } catch (MalformedJsonException e) {
      throw new ModelException(name + " is not JSON that Lethe wrote: " + e.getMessage(), e);
    }
  }

  private static TreeMap<String, byte[]> files(TrainedModel model) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put(ARCHITECTURE, CanonicalJson.bytes(ArchitectureJson.write(model.architecture())));
    files.put(
        PREPROCESSING,
        CanonicalJson.bytes(PreprocessingJson.write(model.features(), model.label())));
    files.put(WEIGHTS, Safetensors.write(model.network(), model.parameters()));
    return files;
  }

  private static byte[] manifest(ModelStatus status, Map<String, byte[]> files) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", VERSION).put("status", status.tag());
    ObjectNode digests = root.putObject("files");
    files.forEach((name, bytes) -> digests.put(name, sha256(bytes)));
    return CanonicalJson.bytes(root);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
