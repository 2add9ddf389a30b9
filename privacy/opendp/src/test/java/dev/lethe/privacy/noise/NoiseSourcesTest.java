package dev.lethe.privacy.noise;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.KnownNoise;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.opendp.NeedsLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract, for the Java sampler, for every path and cipher of the kernel, and drawn ahead. */
final class NoiseSourcesTest {

  @Nested
  final class JavaSampler extends NoiseSourceContract {
    @Override
    NoiseSource secure() {
      return ExactRoundedGaussian.secure();
    }

    @Override
    NoiseSource under(byte[] key) {
      return KnownNoise.under(key);
    }
  }

  @Nested
  final class JavaSamplerAhead extends NoiseSourceContract {
    @Override
    NoiseSource secure() {
      return new AheadOfTimeNoise(ExactRoundedGaussian.secure());
    }

    @Override
    NoiseSource under(byte[] key) {
      return new AheadOfTimeNoise(KnownNoise.under(key));
    }
  }

  abstract static class Kernel extends NoiseSourceContract {
    private final Cipher cipher;
    private final CpuPath path;

    Kernel(Cipher cipher, CpuPath path) {
      this.cipher = cipher;
      this.path = path;
    }

    @BeforeEach
    void needsItsInstructions() {
      assumeTrue(path.isAvailable(), "this processor has no " + path);
    }

    @Override
    NoiseSource secure() {
      return NativeRoundedGaussian.on(cipher, path);
    }

    @Override
    NoiseSource under(byte[] key) {
      return NativeRoundedGaussian.of(cipher, path, key, PredictableBits.acceptedByTest());
    }
  }

  @Nested
  @NeedsLibrary
  final class PortableAes extends Kernel {
    PortableAes() {
      super(Cipher.AES_256_CTR, CpuPath.PORTABLE);
    }
  }

  @Nested
  @NeedsLibrary
  final class PortableChaCha extends Kernel {
    PortableChaCha() {
      super(Cipher.CHACHA20, CpuPath.PORTABLE);
    }
  }

  @Nested
  @NeedsLibrary
  final class Avx2Aes extends Kernel {
    Avx2Aes() {
      super(Cipher.AES_256_CTR, CpuPath.AVX2);
    }
  }

  @Nested
  @NeedsLibrary
  final class Avx512Aes extends Kernel {
    Avx512Aes() {
      super(Cipher.AES_256_CTR, CpuPath.AVX512);
    }
  }

  @Nested
  @NeedsLibrary
  final class Avx512ChaCha extends Kernel {
    Avx512ChaCha() {
      super(Cipher.CHACHA20, CpuPath.AVX512);
    }
  }
}
