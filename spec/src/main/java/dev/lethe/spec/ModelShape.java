package dev.lethe.spec;

import java.util.List;

/**
 * Sizes that follow from a spec alone, without data.
 *
 * @param features encoded input width
 * @param outputs 1 for a binary label, otherwise one per class
 * @param parameters number of trained parameters
 * @param layers of weights, each with its bias
 */
record ModelShape(int features, int outputs, long parameters, int layers) {

  static ModelShape of(TrainingSpec spec) {
    int features = spec.data().features().width();
    LabelSpec label = spec.data().label();
    int outputs = label instanceof LabelSpec.Binary ? 1 : label.classes();
    long parameters = 0;
    long width = features;
    int layers = 1;
    List<Integer> hidden = List.of();
    if (spec.model() instanceof ModelSpec.Mlp mlp) {
      hidden = mlp.hidden();
    } else if (spec.model() instanceof ModelSpec.Cnn cnn) {
      hidden = cnn.hidden();
      ImageExtent image = ImageExtent.of(spec.data().features());
      long channels = image.channels();
      for (ModelSpec.Convolution convolution : cnn.convolutions()) {
        long fanIn = channels * convolution.kernel() * convolution.kernel();
        parameters += (fanIn + 1) * convolution.filters();
        channels = convolution.filters();
      }
      layers += cnn.convolutions().size();
      width = cnn.extent(image).size();
    }
    layers += hidden.size();
    for (int next : hidden) {
      parameters += (width + 1) * next;
      width = next;
    }
    parameters += (width + 1) * outputs;
    return new ModelShape(features, outputs, parameters, layers);
  }
}
