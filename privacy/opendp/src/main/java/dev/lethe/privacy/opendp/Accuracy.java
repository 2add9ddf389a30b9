package dev.lethe.privacy.opendp;

/**
 * How far a release may be from the truth, and the scale for it.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Accuracy {

  private Accuracy() {}

  /**
   * OpenDP's {@code accuracy_to_discrete_gaussian_scale}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.accuracy_to_discrete_gaussian_scale.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T accuracyToDiscreteGaussianScale(T accuracy, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.ACCURACY_TO_DISCRETE_GAUSSIAN_SCALE, 3)) {
      call.raw(atom, accuracy);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code accuracy_to_discrete_laplacian_scale}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.accuracy_to_discrete_laplacian_scale.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T accuracyToDiscreteLaplacianScale(T accuracy, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.ACCURACY_TO_DISCRETE_LAPLACIAN_SCALE, 3)) {
      call.raw(atom, accuracy);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code accuracy_to_gaussian_scale}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.accuracy_to_gaussian_scale.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T accuracyToGaussianScale(T accuracy, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.ACCURACY_TO_GAUSSIAN_SCALE, 3)) {
      call.raw(atom, accuracy);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code accuracy_to_laplacian_scale}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.accuracy_to_laplacian_scale.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T accuracyToLaplacianScale(T accuracy, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.ACCURACY_TO_LAPLACIAN_SCALE, 3)) {
      call.raw(atom, accuracy);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code discrete_gaussian_scale_to_accuracy}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.discrete_gaussian_scale_to_accuracy.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T discreteGaussianScaleToAccuracy(T scale, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.DISCRETE_GAUSSIAN_SCALE_TO_ACCURACY, 3)) {
      call.raw(atom, scale);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code discrete_laplacian_scale_to_accuracy}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.discrete_laplacian_scale_to_accuracy.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T discreteLaplacianScaleToAccuracy(T scale, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.DISCRETE_LAPLACIAN_SCALE_TO_ACCURACY, 3)) {
      call.raw(atom, scale);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code gaussian_scale_to_accuracy}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.gaussian_scale_to_accuracy.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T gaussianScaleToAccuracy(T scale, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.GAUSSIAN_SCALE_TO_ACCURACY, 3)) {
      call.raw(atom, scale);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }

  /**
   * OpenDP's {@code laplacian_scale_to_accuracy}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/accuracy/fn.laplacian_scale_to_accuracy.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> T laplacianScaleToAccuracy(T scale, T alpha, Atom<T, ?> atom) {
    try (Call call = new Call(Functions.LAPLACIAN_SCALE_TO_ACCURACY, 3)) {
      call.raw(atom, scale);
      call.raw(atom, alpha);
      call.text(atom.descriptor());
      return atom.take(call.run());
    }
  }
}
