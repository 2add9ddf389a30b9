package dev.lethe.privacy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
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
        "{\"type\":\"laplace\",\"noiseMultiplier\":1}",
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
    int kind = depth > 6 ? 0 : random.nextInt(4);
    return switch (kind) {
      case 0 -> new Gaussian(Math.exp(random.nextDouble(-700, 700)));
      case 1 -> new PoissonSampled(random.nextDouble(1e-9, 1), randomEvent(random, depth + 1));
      case 2 -> new SelfComposed(randomEvent(random, depth + 1), random.nextLong(1, 1L << 53));
      default -> {
        List<PrivacyEvent> parts = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          parts.add(randomEvent(random, depth + 1));
        }
        yield new Composed(parts);
      }
    };
  }
}
