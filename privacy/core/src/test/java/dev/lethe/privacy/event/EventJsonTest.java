package dev.lethe.privacy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void readsBackWhatItWrote() throws JsonProcessingException {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 500; i++) {
      PrivacyEvent event = randomEvent(random, 1);
      String text = MAPPER.writeValueAsString(EventJson.toJson(event));
      assertThat(EventJson.fromJson(MAPPER.readTree(text))).isEqualTo(event);
    }
  }

  @Test
  void writesThePublishedForm() throws JsonProcessingException {
    PrivacyEvent event = new SelfComposed(new PoissonSampled(0.01, new Gaussian(1.1)), 1000);
    assertThat(MAPPER.writeValueAsString(EventJson.toJson(event)))
        .isEqualTo(
            "{\"type\":\"self-composed\",\"count\":1000,\"event\":{\"type\":\"poisson-sampled\","
                + "\"samplingRate\":0.01,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1.1}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{}",
        "{\"type\":1}",
        "{\"type\":\"exponential\",\"noiseMultiplier\":1}",
        "{\"type\":\"laplace\",\"noiseMultiplier\":0}",
        "{\"type\":\"approximate-dp\",\"epsilon\":-1,\"delta\":0}",
        "{\"type\":\"approximate-dp\",\"epsilon\":1,\"delta\":1}",
        "{\"type\":\"zero-concentrated\",\"rho\":0}",
        "{\"type\":\"randomized-response\",\"truthProbability\":0.2,\"categories\":2}",
        "{\"type\":\"discrete-gaussian\",\"standardDeviation\":1,\"sensitivity\":0}",
        "{\"type\":\"fixed-size-sampled\",\"population\":5,\"batch\":6,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"matrix-factorised\",\"noiseMultiplier\":1,\"coefficients\":[],\"steps\":1,\"participations\":1,\"separation\":1}",
        "{\"type\":\"selected-best\",\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1},\"trials\":{\"law\":\"fixed\",\"mean\":3}}",
        "{\"type\":\"selected-best\",\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1},\"trials\":{\"law\":\"poisson\",\"mean\":3,\"x\":1}}",
        "{\"type\":\"selected-best\",\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"gaussian\"}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":\"1\"}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":true}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":-1}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":1e999}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":1,\"extra\":0}",
        "{\"type\":\"self-composed\",\"count\":1.5,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"self-composed\",\"count\":0,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"self-composed\",\"count\":9007199254740992,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"self-composed\",\"count\":99999999999999999999,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
        "{\"type\":\"composed\",\"events\":{}}",
        "{\"type\":\"composed\",\"events\":[]}",
        "{\"type\":\"composed\",\"events\":[3]}",
        "{\"type\":\"poisson-sampled\",\"samplingRate\":1.1,\"event\":{\"type\":\"gaussian\",\"noiseMultiplier\":1}}",
      })
  void refusesEverythingElse(String text) throws JsonProcessingException {
    var json = MAPPER.readTree(text);
    assertThatThrownBy(() -> EventJson.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("event");
  }

  @Test
  void namesThePlaceOfTheFault() throws JsonProcessingException {
    var json =
        MAPPER.readTree(
            "{\"type\":\"composed\",\"events\":[{\"type\":\"gaussian\",\"noiseMultiplier\":1},"
                + "{\"type\":\"gaussian\",\"noiseMultiplier\":0}]}");
    assertThatThrownBy(() -> EventJson.fromJson(json)).hasMessageContaining("event.events[1]");
  }

  @Test
  void boundsTheDepthBothWays() {
    PrivacyEvent event = new Gaussian(1);
    for (int i = 1; i < EventJson.MAX_DEPTH; i++) {
      event = new SelfComposed(event, 2);
    }
    var deepest = EventJson.toJson(event);
    assertThat(EventJson.fromJson(deepest)).isEqualTo(event);
    PrivacyEvent deeper = new SelfComposed(event, 2);
    assertThatThrownBy(() -> EventJson.toJson(deeper)).hasMessageContaining("deeper");
    var wrapped = deepest.objectNode().put("type", "self-composed").put("count", 2);
    wrapped.set("event", deepest);
    assertThatThrownBy(() -> EventJson.fromJson(wrapped)).hasMessageContaining("deeper");
  }

  private static PrivacyEvent randomEvent(SplittableRandom random, int depth) {
    return depth <= 6 && random.nextInt(3) > 0
        ? randomCompound(random, depth)
        : randomMechanism(random);
  }

  private static PrivacyEvent randomMechanism(SplittableRandom random) {
    double multiplier = Math.exp(random.nextDouble(-700, 700));
    return switch (random.nextInt(8)) {
      case 0 -> new Gaussian(multiplier);
      case 1 -> new Laplace(multiplier);
      case 2 -> new DiscreteGaussian(multiplier, randomCount(random));
      case 3 -> new RandomizedResponse(random.nextDouble(0.5, 1), random.nextLong(2, 100));
      case 4 -> new ApproximateDp(random.nextDouble(5), random.nextDouble());
      case 5 -> new ZeroConcentrated(multiplier);
      case 6 ->
          new TreeAggregated(
              multiplier, randomCount(random), randomCount(random), randomCount(random));
      default ->
          new MatrixFactorised(
              multiplier,
              random.doubles(random.nextInt(1, 5)).boxed().toList(),
              randomCount(random),
              randomCount(random),
              randomCount(random));
    };
  }

  private static PrivacyEvent randomCompound(SplittableRandom random, int depth) {
    PrivacyEvent inner = randomEvent(random, depth + 1);
    double rate = random.nextDouble(1e-9, 1);
    return switch (random.nextInt(9)) {
      case 0 -> new PoissonSampled(rate, inner);
      case 1 -> new SelfComposed(inner, randomCount(random));
      case 2 -> new FixedSizeSampled(EventJson.MAX_COUNT, randomCount(random), inner);
      case 3 -> new TruncatedPoissonSampled(rate, randomCount(random), randomCount(random), inner);
      case 4 -> new BallsInBins(randomCount(random), inner);
      case 5 -> new SelectedBest(inner, new TrialCount.Poisson(random.nextDouble(0.1, 9)));
      case 6 ->
          new SelectedBest(
              inner, new TrialCount.NegativeBinomial(random.nextDouble(-0.9, 3), rate / 2));
      case 7 -> new GroupOf(randomCount(random), inner);
      default -> new Composed(List.of(inner, randomMechanism(random)));
    };
  }

  private static long randomCount(SplittableRandom random) {
    return random.nextLong(1, 1L << 53);
  }
}
