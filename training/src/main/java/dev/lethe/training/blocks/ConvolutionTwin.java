package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.lethe.training.kernels.Convolution;
import org.jspecify.annotations.Nullable;

/** A convolution over 1 to 3 spatial dimensions. */
record ConvolutionTwin(
    Slot weight, @Nullable Slot bias, Shape stride, Shape padding, Shape dilation, int groups)
    implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray shift = bias == null ? null : pass.value(bias);
    NDArray out =
        x.getNDArrayInternal()
            .convolution(x, pass.value(weight), shift, stride, padding, dilation, groups)
            .singletonOrThrow();
    boolean trained = weight.isTrained() || (bias != null && bias.isTrained());
    if (trained) {
      out =
          pass.leaving(
              new Site.Convolved(
                  weight.trainedIndex(),
                  bias == null ? Site.NONE : bias.trainedIndex(),
                  geometry(x)),
              x,
              out);
    }
    return new NDList(out);
  }

  private Convolution geometry(NDArray x) {
    Shape kernel = weight.shape();
    return new Convolution(
        Math.toIntExact(x.getShape().get(1)),
        Math.toIntExact(kernel.get(0)),
        groups,
        axis(x.getShape(), 3),
        axis(x.getShape(), 2),
        axis(x.getShape(), 1));
  }

  /**
   * @param fromLast 1 for the innermost
   */
  private Convolution.Axis axis(Shape x, int fromLast) {
    int dimensions = x.dimension() - 2;
    if (fromLast > dimensions) {
      return Convolution.Axis.NONE;
    }
    int axis = dimensions - fromLast;
    return new Convolution.Axis(
        Math.toIntExact(x.get(axis + 2)),
        Math.toIntExact(weight.shape().get(axis + 2)),
        Math.toIntExact(stride.get(axis)),
        Math.toIntExact(padding.get(axis)),
        Math.toIntExact(dilation.get(axis)));
  }
}
