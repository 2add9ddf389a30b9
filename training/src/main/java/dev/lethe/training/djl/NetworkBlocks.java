package dev.lethe.training.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.lethe.spec.ImageExtent;
import dev.lethe.spec.ModelSpec;

/** A spec's network as a DJL block whose parameters lie in the same order. */
final class NetworkBlocks {
  private NetworkBlocks() {}

  static Block of(Network network, NDManager manager) {
    Linear[] shared = new Linear[network.parameters().size()];
    SequentialBlock block = new SequentialBlock();
    boolean flat = network.layers().get(0) instanceof Network.Affine;
    for (Network.Layer layer : network.layers()) {
      if (layer instanceof Network.Convolved convolved) {
        block.add(convolution(convolved.convolution()));
        add(block, convolved.activation());
      } else if (layer instanceof Network.Pooled pooled) {
        block.add(
            Pool.maxPool2dBlock(square(pooled.pool().size()), square(pooled.pool().stride())));
      } else if (layer instanceof Network.Affine affine) {
        if (!flat) {
          block.add(Blocks.batchFlattenBlock());
          flat = true;
        }
        int p = affine.parameter();
        if (shared[p] == null) {
          shared[p] = Linear.builder().setUnits(network.parameters().get(p).outputs()).build();
        }
        block.add(shared[p]);
        add(block, affine.activation());
      }
    }
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(input(network)));
    return block;
  }

  /** Shape of one record. */
  static Shape input(Network network) {
    if (network.layers().get(0) instanceof Network.Convolved first) {
      ImageExtent image = first.image();
      return new Shape(image.channels(), image.rows(), image.columns());
    }
    return new Shape(network.inputs());
  }

  private static Conv2d convolution(ModelSpec.Convolution convolution) {
    return Conv2d.builder()
        .setKernelShape(square(convolution.kernel()))
        .setFilters(convolution.filters())
        .optStride(square(convolution.stride()))
        .optPadding(square(convolution.padding()))
        .build();
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }

  private static void add(SequentialBlock block, Network.Activation activation) {
    switch (activation) {
      case IDENTITY -> {}
      case TANH -> block.add(Activation.tanhBlock());
      case RELU -> block.add(Activation.reluBlock());
    }
  }
}
