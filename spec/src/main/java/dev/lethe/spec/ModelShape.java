package dev.lethe.spec;

/**
 * Sizes that follow from a spec alone, without data.
 *
 * @param features encoded input width
 * @param outputs 1 for a binary label, otherwise one per class
 * @param parameters number of trained parameters
 */
record ModelShape(int features, int outputs, long parameters) {

  static ModelShape of(TrainingSpec spec) {
    int features = spec.data().features().width();
    LabelSpec label = spec.data().label();
    int outputs = label instanceof LabelSpec.Binary ? 1 : label.classes();
    long parameters = 0;
    long width = features;
    if (spec.model() instanceof ModelSpec.Mlp mlp) {
      for (int next : mlp.hidden()) {
        parameters += (width + 1) * next;
        width = next;
      }
    }
    parameters += (width + 1) * outputs;
    return new ModelShape(features, outputs, parameters);
  }
}
