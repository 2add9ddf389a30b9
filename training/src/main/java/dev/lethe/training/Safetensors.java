package dev.lethe.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.training.djl.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Weights in the safetensors format, fp32: 8 bytes of header length, a JSON header, the values.
 *
 * <p>Reading is not a general parser: the architecture says which one header the file must have,
 * byte by byte, so nothing in the file decides how it is read.
 */
final class Safetensors {
  private Safetensors() {}

  static byte[] write(Network network, float[] parameters) {
    byte[] header = header(network);
    ByteBuffer out = ByteBuffer.allocate(size(network, header)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(header.length).put(header);
    for (float value : parameters) {
      out.putFloat(value);
    }
    return out.array();
  }

  static float[] read(Network network, byte[] file) {
    byte[] header = header(network);
    if (file.length != size(network, header)) {
      throw new ModelException("weights.safetensors has not the size that model.json implies");
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long length = in.getLong();
    byte[] actual = new byte[header.length];
    in.get(actual);
    if (length != header.length || !Arrays.equals(header, actual)) {
      throw new ModelException("weights.safetensors does not hold the tensors of model.json");
    }
    float[] parameters = new float[network.dimension()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = in.getFloat();
      if (!Float.isFinite(parameters[i])) {
        throw new ModelException("weights.safetensors holds a value that is not finite");
      }
    }
    return parameters;
  }

  /** Bytes of the whole file. */
  static int size(Network network) {
    return size(network, header(network));
  }

  private static int size(Network network, byte[] header) {
    return Math.addExact(
        Long.BYTES + header.length, Math.multiplyExact(network.dimension(), Float.BYTES));
  }

  private static byte[] header(Network network) {
    ObjectNode tensors = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < network.parameters().size(); i++) {
      Network.Parameter p = network.parameters().get(i);
      ObjectNode weight = tensors.putObject("layer" + i + ".weight").put("dtype", "F32");
      weight.putArray("shape").add(p.outputs()).add(p.inputs());
      offsets(weight, p.offset(), p.biasOffset());
      ObjectNode bias = tensors.putObject("layer" + i + ".bias").put("dtype", "F32");
      bias.putArray("shape").add(p.outputs());
      offsets(bias, p.biasOffset(), p.biasOffset() + p.outputs());
    }
    byte[] json = tensors.toString().getBytes(StandardCharsets.UTF_8);
    byte[] aligned = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(aligned, json.length, aligned.length, (byte) ' ');
    return aligned;
  }

  private static void offsets(ObjectNode tensor, int from, int to) {
    tensor.putArray("data_offsets").add((long) from * Float.BYTES).add((long) to * Float.BYTES);
  }
}
