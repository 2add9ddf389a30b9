package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.crypto.sign.DsseEnvelope;
import dev.lethe.crypto.sign.DsseSigner;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedReportTest {
  static RealReport real;
  static String file;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
    file = new String(real.report.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void duplicateKeysAreRefused() {
    String twice = file.substring(0, file.length() - 1) + ",\"payload\":\"e30=\"}";
    refuses(twice, "strict JSON");
    refuses(file.replaceFirst("\"leafIndex\":", "\"leafIndex\":1,\"leafIndex\":"), "strict JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"leafIndex\":\"5\"", "\"leafIndex\":5.5", "\"leafIndex\":null"})
  void swappedTypesAreRefused(String member) {
    refuses(file.replaceFirst("\"leafIndex\":\\d+", member), "leafIndex");
  }

  @Test
  void unknownAndMissingMembersAreRefused() {
    refuses(file.replace("\"treeSize\":", "\"treeSizes\":"), "treeSize");
    refuses(
        file.substring(0, file.indexOf(",\"transparency\"")) + "}",
        "payload, payloadType, signatures and transparency");
    refuses(file.substring(0, file.length() - 1) + ",\"zzz\":1}", "payload, payloadType");
  }

  @Test
  void reformattedCopyIsRefused() {
    refuses(file.replaceFirst(",", ", "), "canonical");
    refuses(" " + file, "starts with");
    refuses("\uFEFF" + file, "starts with");
  }

  @Test
  void longFilesAreRefusedBeforeTheyAreParsed() {
    byte[] huge = new byte[SignedReport.MAX_BYTES + 1];
    Arrays.fill(huge, (byte) '[');
    assertThatThrownBy(() -> SignedReport.parse(huge))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void aMillionElementsBesideThePayloadAreRefused() {
    String bomb = "{\"payload\":\"\",\"signatures\":[" + "{},".repeat(1_000_000) + "{}]}";
    refuses(bomb, "longer than");
  }

  @Test
  void aMillionElementsInASignedPayloadAreRefused() throws IOException {
    String bomb = "{\"predicate\":[" + "{},".repeat(2_100_000) + "{}]}";
    SignedReport report = sign(bomb.getBytes(StandardCharsets.UTF_8));
    Verification found = ReportVerifier.verify(report.bytes(), VerifyOptions.trusting(real.trust));

    assertThat(found.check("signatures").orElseThrow().status()).isEqualTo(Check.Status.PASSED);
    Check statement = found.check("statement").orElseThrow();
    assertThat(statement.status()).isEqualTo(Check.Status.FAILED);
    assertThat(statement.reason()).contains("two million");
  }

  @Test
  void deepNestingInASignedPayloadIsRefused() throws IOException {
    SignedReport report = sign("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(report::statement).isInstanceOf(MalformedReportException.class);
  }

  @Test
  void statementOfOtherSubjectsOrTypesIsRefused() throws IOException {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    statement.putArray("subject");
    statement.put("predicateType", EpsilonStatement.PREDICATE_TYPE);
    statement.set("predicate", real.statement.toJson());

    assertThatThrownBy(sign(CanonicalJson.bytes(statement))::statement)
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("subject");
  }

  @Test
  void signerOfAnotherNameOrLogIsRefusedWhenSigning() {
    ObjectNode json = real.statement.toJson();
    ((ObjectNode) json.at("/issuance")).put("logOrigin", "elsewhere.example/log");
    EpsilonStatement other = EpsilonStatement.fromJson(json);
    assertThatThrownBy(() -> real.sign(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere.example/log");

    ObjectNode named = real.statement.toJson();
    ((ObjectNode) named.at("/issuance/signers/0")).put("name", "someone-else");
    assertThatThrownBy(() -> real.sign(EpsilonStatement.fromJson(named)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signer");
  }

  private static SignedReport sign(byte[] payload) throws IOException {
    DsseEnvelope envelope = DsseSigner.sign(InTotoStatement.PAYLOAD_TYPE, payload, real.key);
    try (TransparencyLog log =
        TransparencyLog.open(real.home.resolve("log"), RealReport.ORIGIN, real.key)) {
      return SignedReport.of(
          envelope, log.append(SignedReport.logEntry(envelope)), java.util.Optional.empty());
    }
  }

  private static void refuses(String changed, String reason) {
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    Verification found = ReportVerifier.verify(bytes, VerifyOptions.trusting(real.trust));

    assertThat(found.passed()).isFalse();
    assertThat(found.checks()).extracting(Check::name).isEqualTo(List.of("format"));
    assertThat(found.checks().get(0).reason()).contains(reason);
  }
}
