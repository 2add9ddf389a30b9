package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions written in Java that OpenDP calls. */
@NeedsLibrary
final class CallbacksTest {

  private static Domain<Long> integers() {
    return Domains.atomDomain(Atom.I64);
  }

  private static Metric<Long> distance() {
    return Metrics.absoluteDistance(Atom.I64);
  }

  private static Transformation<Long, Long, Long, Long> times(long factor) {
    return Transformations.makeUserTransformation(
        integers(),
        distance(),
        integers(),
        distance(),
        (Long value) -> value * factor,
        (Long d) -> d * factor);
  }

  @Test
  void aTransformationInJavaChainsWithOpenDps() {
    var tripled = times(3);
    assertThat(tripled.invoke(5L)).isEqualTo(15L);
    assertThat(tripled.map(2L)).isEqualTo(6L);
    var chain = tripled.then(Measurements.makeLaplace(integers(), distance(), 10.0));
    assertThat(chain.map(1L)).isGreaterThanOrEqualTo(0.3).isLessThan(0.3 + 1e-12);
    assertThat(chain.invoke(0L)).isBetween(-1000L, 1000L);
    assertThat(tripled.then(times(2)).map(1L)).isEqualTo(6L);
  }

  @Test
  void aPostprocessorInJavaCostsNothing() {
    var text =
        Measurements.makeLaplace(integers(), distance(), 10.0)
            .then(Core.newFunction((Long value) -> "about " + value, Atom.STRING));
    assertThat(text.map(1L)).isEqualTo(0.1);
    assertThat(text.invoke(3L)).startsWith("about ");
  }

  @Test
  void whatAFunctionThrowsIsTheCause() {
    var failing =
        Transformations.makeUserTransformation(
            integers(),
            distance(),
            integers(),
            distance(),
            (Long value) -> {
              throw new ArithmeticException("value " + value + " is private");
            },
            (Long d) -> d);
    assertThatThrownBy(() -> failing.invoke(5L))
        .isInstanceOfSatisfying(
            OpenDpException.class,
            e -> {
              assertThat(e.variant()).isEqualTo(OpenDpException.Variant.FAILED_FUNCTION);
              assertThat(e.text()).doesNotContain("private");
            })
        .hasCauseInstanceOf(ArithmeticException.class);
    // The next call on this thread knows nothing of it.
    assertThat(times(2).invoke(1L)).isEqualTo(2L);
    assertThatThrownBy(() -> Measurements.makeLaplace(integers(), distance(), -1.0)).hasNoCause();
  }

  @Test
  void aFunctionMayCallOpenDp() {
    var inner = times(2);
    var outer =
        Transformations.makeUserTransformation(
            integers(), distance(), integers(), distance(), inner::invoke, inner::map);
    assertThat(outer.invoke(4L)).isEqualTo(8L);
    assertThat(outer.map(4L)).isEqualTo(8L);
  }

  @Test
  void aFunctionThatReturnsAnotherTypeIsRefused() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    java.util.function.Function<Long, Long> wrong = (java.util.function.Function) value -> "text";
    var failing =
        Transformations.makeUserTransformation(
            integers(), distance(), integers(), distance(), wrong, (Long d) -> d);
    assertThatThrownBy(() -> failing.invoke(1L))
        .isInstanceOf(OpenDpException.class)
        .hasRootCauseInstanceOf(ClassCastException.class);
  }

  @Test
  void aMeasurementInJavaCarriesJavaObjects() {
    record Release(long value) {}
    var measurement =
        Measurements.makeUserMeasurement(
            integers(),
            distance(),
            Measures.maxDivergence(),
            (Long value) -> new Release(7),
            (Long d) -> 0.25 * d,
            Types.extrinsic());
    assertThat(measurement.invoke(1L)).isEqualTo(new Release(7));
    assertThat(measurement.map(4L)).isEqualTo(1.0);
  }

  @Test
  void aQueryableInJavaKeepsItsOwnState() {
    List<Long> asked = new ArrayList<>();
    try (Queryable<Long, Long> sum =
        Core.newQueryable(
            (Long query, boolean inner) -> {
              asked.add(query);
              return asked.stream().mapToLong(Long::longValue).sum();
            },
            Atom.I64,
            Atom.I64)) {
      assertThat(sum.eval(2L)).isEqualTo(2L);
      assertThat(sum.eval(5L)).isEqualTo(7L);
    }
    assertThat(asked).containsExactly(2L, 5L);
  }

  @Test
  void aDomainInJavaSaysWhatBelongs() {
    Domain<Object> even =
        Domains.userDomain(
            "even numbers", (Object value) -> value instanceof Integer n && n % 2 == 0);
    assertThat(even.contains(4)).isTrue();
    assertThat(even.contains(5)).isFalse();
  }

  @Test
  void aPrivacyProfileInJavaIsACurve() {
    try (PrivacyProfile profile =
        Measures.newPrivacyProfile((Double epsilon) -> epsilon < 1 ? 1.0 : 0.25)) {
      assertThat(profile.delta(2.0)).isEqualTo(0.25);
    }
  }
}
