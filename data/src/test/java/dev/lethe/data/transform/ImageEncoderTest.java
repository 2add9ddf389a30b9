package dev.lethe.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageTransform;
import dev.lethe.spec.ImageTransform.FeatureMap;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageEncoderTest {
  private static final FeatureSpec.Pixels SIZE = new FeatureSpec.Pixels(16, 20);
  private final Random random = new Random(9);

  private static ImageEncoder encoder(ImageTransform transform) {
    return ImageEncoder.of(new FeatureSpec.Transformed(SIZE, transform)).orElseThrow();
  }

  private static float[] encoded(ImageEncoder encoder, byte[] image) {
    float[] inputs = new float[encoder.width()];
    encoder.encode(image, inputs, 0);
    return inputs;
  }

  private byte[] image() {
    byte[] image = new byte[SIZE.width()];
    random.nextBytes(image);
    return image;
  }

  @Test
  void tablesHaveNone() {
    FeatureSpec table =
        new FeatureSpec.Columns(
            List.of(), List.of(), List.of(), UnknownCategoryPolicy.OUT_OF_VOCABULARY);

    assertThat(ImageEncoder.of(table)).isEmpty();
    assertThat(ImageEncoder.of(SIZE).orElseThrow().transforms()).isFalse();
  }

  @Test
  void scatteringIsNormalisedInEveryGroupOfEveryImage() {
    ImageEncoder encoder = encoder(new ImageTransform.Scattering(2, 8, 9));
    assertThat(encoder.width()).isEqualTo(81 * 4 * 5);

    byte[] image = image();
    double[] grey = new double[image.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (image[i] & 0xff) / 255.0;
    }
    double[] raw = new Scattering(16, 20, 2, 8).coefficients(grey);
    float[] inputs = encoded(encoder, image);

    int size = inputs.length / 9;
    for (int from = 0; from < inputs.length; from += size) {
      double mean = Arrays.stream(raw, from, from + size).average().orElseThrow();
      double variance =
          Arrays.stream(raw, from, from + size).map(c -> (c - mean) * (c - mean)).sum() / size;
      for (int i = from; i < from + size; i++) {
        assertThat((double) inputs[i])
            .isCloseTo((raw[i] - mean) / Math.sqrt(variance + 1e-5), within(1e-6));
      }
    }
  }

  @Test
  void anImageOfOneGreyBecomesFiniteAndOnlyItsMeanIsSeen() {
    ImageEncoder encoder = encoder(new ImageTransform.Scattering(2, 8, 81));

    for (float input : encoded(encoder, new byte[SIZE.width()])) {
      assertThat(input).isZero();
    }
  }

  @Test
  void batchesOnAllProcessorsGiveTheBitsOfOneImageAlone() {
    ImageEncoder encoder = encoder(new ImageTransform.Scattering(1, 4, 5));
    int n = 300;
    byte[][] images = new byte[n][];
    float[] together = new float[n * encoder.width()];
    BatchEncoder batch = new BatchEncoder(encoder);
    byte[] reused = new byte[SIZE.width()];
    for (int i = 0; i < n; i++) {
      images[i] = image();
      System.arraycopy(images[i], 0, reused, 0, reused.length);
      batch.add(reused, together, i * encoder.width());
    }
    batch.flush();

    for (int i = 0; i < n; i++) {
      float[] row = new float[encoder.width()];
      System.arraycopy(together, i * row.length, row, 0, row.length);
      assertThat(row).isEqualTo(encoded(encoder, images[i]));
    }
  }

  @ParameterizedTest
  @EnumSource(FeatureMap.class)
  void randomFeaturesFollowFromTheirSeedAlone(FeatureMap map) {
    byte[] image = image();
    float[] once = encoded(encoder(new ImageTransform.RandomFeatures(map, 50, 2, 1)), image);

    assertThat(encoded(encoder(new ImageTransform.RandomFeatures(map, 50, 2, 1)), image))
        .isEqualTo(once);
    assertThat(encoded(encoder(new ImageTransform.RandomFeatures(map, 50, 2, 2)), image))
        .isNotEqualTo(once);
    assertThat(encoded(encoder(new ImageTransform.RandomFeatures(map, 80, 2, 1)), image))
        .as("more features begin with the same")
        .startsWith(once);
  }

  @Test
  void theFirstRandomFeaturesAreTheSameOnEveryMachine() {
    float[] found =
        encoded(
            encoder(new ImageTransform.RandomFeatures(FeatureMap.FOURIER, 3, 1, 7)),
            new byte[SIZE.width()]);

    // As another program of the same definition, in another language, has them.
    assertThat(found).containsExactly(-1.0050088f, 1.1755277f, -0.90959203f);
  }

  @Test
  void fourierFeaturesApproximateTheGaussianKernel() {
    double scale = 1.5;
    ImageEncoder encoder =
        encoder(new ImageTransform.RandomFeatures(FeatureMap.FOURIER, 20_000, scale, 3));
    byte[] a = image();
    for (int far : new int[] {0, 10, 40, 120}) {
      byte[] b = a.clone();
      double distance = 0;
      for (int i = 0; i < b.length; i++) {
        int moved = Math.min(255, (a[i] & 0xff) + random.nextInt(far + 1));
        distance += Math.pow(2 * (moved - (a[i] & 0xff)) / 255.0, 2);
        b[i] = (byte) moved;
      }
      float[] x = encoded(encoder, a);
      float[] y = encoded(encoder, b);
      double product = 0;
      for (int i = 0; i < x.length; i++) {
        product += x[i] * y[i];
      }
      double kernel = Math.exp(-scale * scale * distance / SIZE.width() / 2);
      // Each term has a variance of at most 1, so five deviations of the mean.
      assertThat(product / x.length).isCloseTo(kernel, within(5 / Math.sqrt(x.length)));
    }
  }

  @Test
  void reluFeaturesAreNotNegative() {
    for (float input :
        encoded(encoder(new ImageTransform.RandomFeatures(FeatureMap.RELU, 200, 1, 1)), image())) {
      assertThat(input).isNotNegative();
    }
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    ImageEncoder encoder = encoder(ImageTransform.Scattering.standard());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encode(new byte[7], new float[encoder.width()], 0))
        .withMessageContaining("7 pixels where the spec declares 320");
  }
}
