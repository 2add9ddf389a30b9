package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.VerificationException;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.ConsistencyProof;
import dev.lethe.crypto.log.Cosignature;
import dev.lethe.crypto.log.LogCosignatures;
import dev.lethe.crypto.log.LogReader;
import dev.lethe.crypto.log.LogWitness;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.crypto.log.WitnessKey;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's log as it is shown to several people, honestly and not. */
final class ShownHistoriesTest {
  private static RealReport real;
  private static OperatorKey witnessKey;

  @TempDir Path dir;
  private Path log;
  private Path witness;

  @BeforeAll
  static void make() throws IOException {
    real = RealReport.shared();
    witnessKey = OperatorKey.generate("stranger", new SecureRandom());
  }

  @BeforeEach
  void makeAWitness() throws IOException {
    log = dir.resolve("log");
    witness = dir.resolve("witness");
    LogWitness.init(witness, "auditor", new SecureRandom());
    try (LogWitness open = LogWitness.open(witness)) {
      open.follow(RealReport.ORIGIN, real.key.identity());
    }
  }

  private SignedReport sign(Path folder) throws IOException {
    try (TransparencyLog open = TransparencyLog.open(folder, RealReport.ORIGIN, real.key)) {
      return ReportSigner.sign(real.statement, real.key, open);
    }
  }

  private void append(Path folder, String entry) throws IOException {
    try (TransparencyLog open = TransparencyLog.open(folder, RealReport.ORIGIN, real.key)) {
      open.append(entry.getBytes(StandardCharsets.UTF_8));
    }
  }

  private LogReader reader(Path folder) throws IOException {
    return LogReader.open(folder, List.of(real.key.identity()));
  }

  private Path forked() throws IOException {
    Path fork = Files.createDirectory(dir.resolve("fork"));
    for (String name : List.of("entries", "checkpoint")) {
      Files.copy(log.resolve(name), fork.resolve(name));
    }
    return fork;
  }

  private static Check check(
      SignedReport report,
      String name,
      List<String> kept,
      List<ConsistencyProof> proofs,
      WitnessKey... witnesses) {
    return ReportVerifier.verify(
            report.bytes(),
            VerifyOptions.trusting(real.trust)
                .withLog(new LogEvidence(kept, proofs, List.of(witnesses))))
        .check(name)
        .orElseThrow();
  }

  private WitnessKey auditor() throws IOException {
    return WitnessKey.of(PublicIdentity.load(witness.resolve("auditor.pub")));
  }

  private String cosign(ConsistencyProof request) throws IOException {
    try (LogWitness open = LogWitness.open(witness)) {
      return open.cosign(request, Instant.ofEpochSecond(1_800_000_000));
    }
  }

  private HistoryComparison compare(SignedReport one, byte[] other, ConsistencyProof... proofs) {
    HistoryEvidence left = HistoryEvidence.of(one.bytes(), real.trust);
    HistoryEvidence right = HistoryEvidence.of(other, real.trust);
    HistoryComparison found = HistoryComparison.of(left, right, List.of(proofs));
    assertThat(HistoryComparison.of(right, left, List.of(proofs)).outcome())
        .isEqualTo(found.outcome());
    return found;
  }

  @Test
  void aKeptCheckpointPassesWithItsProofAndIsOpenWithoutOne() throws IOException {
    append(log, "one");
    append(log, "two");
    String kept = reader(log).note();
    SignedReport report = sign(log);
    assertThat(check(report, "log-consistency", List.of(kept), List.of()).status())
        .isEqualTo(Check.Status.NOT_CHECKED);
    ConsistencyProof proof = reader(log).consistency(2, report.checkpoint());
    append(log, "later");
    assertThat(check(report, "log-consistency", List.of(kept), List.of(proof)).status())
        .isEqualTo(Check.Status.PASSED);
    // Kept after the report: the proof leads from the report's checkpoint to the kept one.
    String newer = reader(log).note();
    ConsistencyProof on = reader(log).consistency(report.treeSize());
    assertThat(check(report, "log-consistency", List.of(newer), List.of(on)).status())
        .isEqualTo(Check.Status.PASSED);
  }

  @Test
  void aReportInAForkOfTheKeptLogFails() throws IOException {
    append(log, "one");
    Path fork = forked();
    append(fork, "shown to others");
    String kept = reader(fork).note();
    SignedReport report = sign(log);
    Check found = check(report, "log-consistency", List.of(kept), List.of());
    assertThat(found.status()).isEqualTo(Check.Status.FAILED);
    assertThat(found.reason()).contains("different");
    append(fork, "and on");
    String longer = reader(fork).note();
    ConsistencyProof ofTheFork = reader(fork).consistency(2);
    assertThat(check(report, "log-consistency", List.of(longer), List.of(ofTheFork)).status())
        .isEqualTo(Check.Status.FAILED);
  }

  @Test
  void aKeptCheckpointThatNobodyTrustedSignedFails() throws IOException {
    SignedReport report = sign(log);
    Path other = dir.resolve("other");
    try (TransparencyLog open = TransparencyLog.open(other, RealReport.ORIGIN, witnessKey)) {
      Check found = check(report, "log-consistency", List.of(open.checkpoint()), List.of());
      assertThat(found.status()).isEqualTo(Check.Status.FAILED);
      assertThat(found.reason()).contains("--trust");
    }
  }

  @Test
  void aReportCarriesWhatWitnessesCosignedBeforeIt() throws IOException {
    append(log, "one");
    SignedReport before = sign(log);
    assertThat(check(before, "log-witness", List.of(), List.of(), auditor()).status())
        .isEqualTo(Check.Status.FAILED);
    String cosigned = cosign(reader(log).consistency(0));
    LogCosignatures.add(log, cosigned, List.of(auditor()), List.of(real.key.identity()));
    append(log, "in between");
    SignedReport after = sign(log);
    assertThat(SignedReport.parse(after.bytes()).bytes()).isEqualTo(after.bytes());
    Check found = check(after, "log-witness", List.of(), List.of(), auditor());
    assertThat(found.status()).as(found.reason()).isEqualTo(Check.Status.PASSED);
    assertThat(found.reason()).contains("first 2 entries").contains("a later entry");
    assertThat(check(after, "log-witness", List.of(), List.of()).status())
        .isEqualTo(Check.Status.NOT_CHECKED);
    WitnessKey stranger = WitnessKey.of(witnessKey.identity());
    assertThat(check(after, "log-witness", List.of(), List.of(), auditor(), stranger).status())
        .isEqualTo(Check.Status.FAILED);
    // The earlier report is covered by the same cosigned checkpoint, handed over beside it.
    Check covered = check(before, "log-witness", List.of(cosigned), List.of(), auditor());
    assertThat(covered.status()).as(covered.reason()).isEqualTo(Check.Status.PASSED);
    assertThat(covered.reason()).contains("one of them");
  }

  @Test
  void aCosignedCheckpointOfAnotherHistoryPutIntoAReportFails() throws IOException {
    append(log, "one");
    Path fork = forked();
    append(fork, "shown to the witness");
    String cosigned = cosign(reader(fork).consistency(0));
    append(log, "two");
    append(log, "three");
    SignedReport report = sign(log);
    List<byte[]> proof = reader(log).consistency(2).proof();
    ObjectNode json = CanonicalJson.parseStrict(report.bytes(), 1 << 24, 8).deepCopy();
    ObjectNode member = ((ObjectNode) json.get("transparency")).putObject("cosigned");
    member.put("checkpoint", cosigned);
    var hashes = member.putArray("proof");
    proof.forEach(hash -> hashes.add(Base64.getEncoder().encodeToString(hash)));
    SignedReport forged = SignedReport.parse(CanonicalJson.bytes(json));
    Check found = check(forged, "log-witness", List.of(), List.of(), auditor());
    assertThat(found.status()).isEqualTo(Check.Status.FAILED);
    assertThat(found.reason()).contains("prefix");
  }

  @Test
  void malformedCosignedMembersAreRefused() throws IOException {
    SignedReport report = sign(log);
    for (String member :
        List.of(
            "null",
            "{}",
            "{\"checkpoint\":\"x\",\"proof\":[]}",
            "{\"checkpoint\":1,\"proof\":[]}",
            "{\"checkpoint\":" + text(report.checkpoint()) + ",\"proof\":[\"AAAA\"]}",
            "{\"checkpoint\":" + text(report.checkpoint()) + ",\"proof\":[],\"x\":1}")) {
      ObjectNode json = CanonicalJson.parseStrict(report.bytes(), 1 << 24, 8).deepCopy();
      JsonNode value =
          CanonicalJson.parseStrict(member.getBytes(StandardCharsets.UTF_8), 1 << 16, 8);
      ((ObjectNode) json.get("transparency")).set("cosigned", value);
      assertThatThrownBy(() -> SignedReport.parse(CanonicalJson.bytes(json)))
          .as(member)
          .isInstanceOf(MalformedReportException.class);
    }
  }

  private static String text(String value) {
    return new String(
        CanonicalJson.bytes(com.fasterxml.jackson.databind.node.TextNode.valueOf(value)),
        StandardCharsets.UTF_8);
  }

  @Test
  void aLogThatContradictsItsCosignedCheckpointSignsNoReport() throws IOException {
    append(log, "one");
    Path fork = forked();
    append(fork, "two");
    String cosigned = cosign(reader(fork).consistency(0));
    LogCosignatures.add(fork, cosigned, List.of(auditor()), List.of(real.key.identity()));
    Files.copy(fork.resolve("cosigned"), log.resolve("cosigned"));
    append(log, "another two");
    int size = (int) reader(log).checkpoint().size();
    assertThatThrownBy(() -> sign(log)).isInstanceOf(VerificationException.class);
    assertThat(reader(log).checkpoint().size()).isEqualTo(size);
  }

  @Test
  void theAnchorSaysWhoCosignedAndWhatTheyDidNotSee() throws IOException {
    assertThat(StandardTexts.anchor(List.of())).isEqualTo(StandardTexts.OPERATOR_WITNESS);
    append(log, "one");
    String cosigned = cosign(reader(log).consistency(0));
    List<Cosignature> kept =
        LogCosignatures.add(log, cosigned, List.of(auditor()), List.of(real.key.identity()));
    assertThat(StandardTexts.anchor(kept))
        .startsWith(StandardTexts.OPERATOR_WITNESS)
        .contains("auditor")
        .contains("first 1 entries")
        .contains("not covered");
  }

  @Test
  void twoReportsOfOneLogAreConsistentWithTheProof() throws IOException {
    SignedReport first = sign(log);
    SignedReport second = sign(log);
    ConsistencyProof proof = reader(log).consistency(first.treeSize());
    // A log of two: the older size 1 needs a proof.
    HistoryComparison open = compare(first, second.bytes());
    assertThat(open.outcome()).isEqualTo(HistoryComparison.Outcome.UNKNOWN);
    HistoryComparison shown = compare(first, second.bytes(), proof);
    assertThat(shown.outcome()).isEqualTo(HistoryComparison.Outcome.CONSISTENT);
    assertThat(shown.checks())
        .extracting(Check::name, Check::status)
        .contains(
            org.assertj.core.groups.Tuple.tuple("log", Check.Status.PASSED),
            org.assertj.core.groups.Tuple.tuple("ledger", Check.Status.PASSED));
  }

  @Test
  void twoReportsAtOneIndexOfTwoLogsContradictEachOtherWithoutAnyProof() throws IOException {
    append(log, "one");
    Path fork = forked();
    append(fork, "something before it");
    SignedReport here = sign(log);
    sign(fork);
    SignedReport there = sign(fork);
    assertThat(compare(here, there.bytes()).outcome()).isEqualTo(HistoryComparison.Outcome.UNKNOWN);
    append(log, "more");
    append(log, "more still");
    SignedReport again = sign(log);
    assertThat(compare(again, reader(fork).note().getBytes(StandardCharsets.UTF_8)).outcome())
        .isEqualTo(HistoryComparison.Outcome.UNKNOWN);
    Path third = dir.resolve("third");
    append(third, "not one");
    SignedReport other = signOther(third);
    HistoryComparison found = compare(here, other.bytes());
    assertThat(found.outcome()).isEqualTo(HistoryComparison.Outcome.CONTRADICTED);
    assertThat(found.checks()).anySatisfy(c -> assertThat(c.reason()).contains("different trees"));
  }

  /** The same statement superseding another: other bytes, so another entry. */
  private SignedReport signOther(Path folder) throws IOException {
    ObjectNode json = real.statement.toJson();
    ((ObjectNode) json.get("issuance")).put("supersedes", "ab".repeat(32));
    EpsilonStatement changed = EpsilonStatement.fromJson(json);
    try (TransparencyLog open = TransparencyLog.open(folder, RealReport.ORIGIN, real.key)) {
      return ReportSigner.sign(changed, real.key, open);
    }
  }

  @Test
  void twoDifferentReportsProvenAtOneIndexContradictEachOtherAtAnySizes() throws IOException {
    append(log, "one");
    Path fork = forked();
    SignedReport here = sign(log);
    try (TransparencyLog open = TransparencyLog.open(fork, RealReport.ORIGIN, real.key)) {
      open.append(new byte[] {1});
    }
    Files.delete(fork.resolve("entries"));
    Files.delete(fork.resolve("checkpoint"));
    append(fork, "one");
    SignedReport there = signOther(fork);
    assertThat(here.leafIndex()).isEqualTo(there.leafIndex());
    HistoryComparison found = compare(here, there.bytes());
    assertThat(found.outcome()).isEqualTo(HistoryComparison.Outcome.CONTRADICTED);
    assertThat(found.checks())
        .anySatisfy(
            c -> {
              assertThat(c.name()).isEqualTo("log-entry");
              assertThat(c.status()).isEqualTo(Check.Status.FAILED);
            });
  }

  @Test
  void evidenceThatNobodyTrustedSignedIsRefused() throws IOException {
    SignedReport report = sign(log);
    TrustStore nobody = TrustStore.ofIdentities(List.of());
    assertThatThrownBy(() -> HistoryEvidence.of(report.bytes(), nobody))
        .isInstanceOf(VerificationException.class);
    byte[] note = report.checkpoint().getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> HistoryEvidence.of(note, nobody))
        .isInstanceOf(VerificationException.class);
    note[RealReport.ORIGIN.length() + 1] = '7';
    assertThatThrownBy(() -> HistoryEvidence.of(note, real.trust))
        .isInstanceOf(VerificationException.class);
    assertThatThrownBy(() -> HistoryEvidence.of(new byte[0], real.trust))
        .isInstanceOf(VerificationException.class);
  }
}
