package dev.lethe.privacy.ledger;

import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.event.PrivacyEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a chain of records leads to: the one place that knows what may follow what and
 * what it costs, used alike to write, to open and to verify.
 */
final class ChainState {
  private final PartPricing pricing;
  private final List<RunState> runs = new ArrayList<>();
  private int version = LedgerRecord.ONE_PART_VERSION;
  private long nextIndex;
  private String headHash = LedgerRecord.NO_PREV;
  private @Nullable Population population;
  private @Nullable Grant grant;
  private String grantHash = LedgerRecord.NO_PREV;
  private double[] divergences = {};
  private double deltaReserved;
  private Instant latestTime = Instant.MIN;

  ChainState(PartPricing pricing) {
    this.pricing = pricing;
  }

  /** A record that may not stand where it stands. */
  static final class BrokenChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenChainException(String message) {
      super(message);
    }
  }

  long nextIndex() {
    return nextIndex;
  }

  String headHash() {
    return headHash;
  }

  Optional<Population> population() {
    return Optional.ofNullable(population);
  }

  Optional<Grant> grant() {
    return Optional.ofNullable(grant);
  }

  String grantHash() {
    return grantHash;
  }

  Optional<RunState> latestRun() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  /** Runs whose start was seen, oldest first. */
  List<RunState> runs() {
    return List.copyOf(runs);
  }

  Optional<RunState> run(String runId) {
    return runs.stream().filter(r -> r.start().terms().runId().equals(runId)).findFirst();
  }

  /** What an event costs this population at the grant's orders. */
  PartPricing.Cost price(PrivacyEvent event) {
    return pricing.price(
        event,
        Objects.requireNonNull(population, "opened").relation(),
        requireGrant().filter().orders());
  }

  /** That time, or the latest one recorded: a clock put back revives no grant. */
  Instant notBefore(Instant time) {
    return time.isAfter(latestTime) ? time : latestTime;
  }

  /** What may not follow a grant's last day: everything but what is known to spend nothing. */
  static boolean draws(LedgerRecord.Body body) {
    return !(body instanceof LedgerRecord.Open
        || body instanceof LedgerRecord.Granted
        || body instanceof LedgerRecord.RunEnd
        || body instanceof LedgerRecord.WitnessRenewed);
  }

  String accountant() {
    return pricing.accountant();
  }

  /** What is spent if an event that costs so much is charged so many times more. */
  LedgerRecord.Spend spendAfter(PartPricing.Cost cost, long count) {
    return spend(plus(divergences, cost.rdp(), count), deltaReserved);
  }

  /** What is spent once a run has charged all that it may, with room for a ledger's rounding. */
  LedgerRecord.Spend spendAfterAll(LedgerRecord.RunStart start) {
    double[] sums = divergences;
    for (RunPart part : start.terms().parts()) {
      List<Double> withRoom =
          start.cost(part.name()).rdp().stream()
              .map(c -> Upward.product(c, 1 + GrantFilter.ROUNDING_ROOM))
              .toList();
      sums = plus(sums, withRoom, part.count());
    }
    return spend(sums, Upward.sum(deltaReserved, reserveCost(start)));
  }

  private static double[] plus(double[] sums, List<Double> costs, long times) {
    return Upward.plusTimes(sums, costs.stream().mapToDouble(Double::doubleValue).toArray(), times);
  }

  /**
   * What a run takes of the grant's reserve of delta as it begins: for the distances that it
   * reserved delta for, and for all the failures of its parts' events.
   */
  double reserveCost(LedgerRecord.RunStart start) {
    double cost = requireGrant().filter().reserveCost(start.terms().deltaReserved());
    for (RunPart part : start.terms().parts()) {
      double failures =
          Upward.product((double) part.count(), start.cost(part.name()).failureDelta());
      cost = Upward.sum(cost, failures);
    }
    return cost;
  }

  LedgerRecord.Spend spend() {
    return spend(divergences, deltaReserved);
  }

  private LedgerRecord.Spend spend(double[] sums, double reserved) {
    return new LedgerRecord.Spend(
        requireGrant().filter().epsilon(sums), reserved, Arrays.stream(sums).boxed().toList());
  }

  /**
   * What the cumulative cost becomes if this comes next; empty before the grant.
   *
   * @throws BrokenChainException if it may not come next
   */
  Optional<LedgerRecord.Spend> spendAfter(LedgerRecord.Body body) {
    if (body instanceof LedgerRecord.Open) {
      require(population == null, "a ledger is opened once");
      return Optional.empty();
    }
    require(population != null, "a ledger starts with its opening");
    if (body instanceof LedgerRecord.Granted granted) {
      require(grant == null, "a budget is granted once");
      int orders = granted.filter().orders().size();
      return Optional.of(
          new LedgerRecord.Spend(0, 0, Arrays.stream(new double[orders]).boxed().toList()));
    }
    require(grant != null, "no budget was granted before this record");
    return Optional.of(body instanceof LedgerRecord.WitnessRenewed ? spend() : runSpend(body));
  }

  private LedgerRecord.Spend runSpend(LedgerRecord.Body body) {
    if (body instanceof LedgerRecord.RunStart start) {
      require(run(start.terms().runId()).isEmpty(), "the run id was used before");
      require(latestRun().map(r -> r.status().isPresent()).orElse(true), "a run is still open");
      require(start.grantHash().equals(grantHash), "it was begun under another grant");
      requireCovered(start);
      LedgerRecord.Spend after = spend(divergences, Upward.sum(deltaReserved, reserveCost(start)));
      require(
          after.deltaReserved() <= requireGrant().filter().reserve(),
          "delta's reserve is exceeded");
      return after;
    }
    RunState run = latestRun().orElseThrow(() -> new BrokenChainException("no run has begun"));
    if (body instanceof LedgerRecord.RunResume resume) {
      run.requireIs(resume.runId());
      require(run.canResume(), "a run that has ended cannot go on");
      require(resume.chargesLeft() == run.chargesLeft(), "the charges left do not add up");
      return spend();
    }
    require(run.status().isEmpty(), "the run has ended");
    if (body instanceof LedgerRecord.RunEnd end) {
      run.requireIs(end.runId());
      return spend();
    }
    LedgerRecord.Charge charge = (LedgerRecord.Charge) body;
    run.requireIs(charge.runId());
    require(
        charge.count() >= 1 && charge.count() <= run.chargesLeft(charge.part()),
        "more of the part '" + charge.part() + "' than planned");
    require(
        charge.charged() == run.charged(charge.part()) + charge.count(),
        "the charges do not add up");
    LedgerRecord.Spend after = spendAfter(run.start().cost(charge.part()), charge.count());
    require(
        after.epsilonSpent() <= requireGrant().terms().epsilon(), "the charge exceeds the grant");
    return after;
  }

  private void requireCovered(LedgerRecord.RunStart start) {
    for (RunPart part : start.terms().parts()) {
      boolean covered;
      try {
        covered =
            pricing.covers(
                start.cost(part.name()),
                part.event(),
                Objects.requireNonNull(population).relation(),
                requireGrant().filter().orders());
      } catch (UnsupportedEventException e) {
        throw new BrokenChainException("its event has no proven cost: " + e.getMessage());
      }
      require(covered, "the recorded cost of '" + part.name() + "' is below what its event costs");
    }
  }

  /**
   * Checks a line and moves on.
   *
   * @throws BrokenChainException if it may not come next, or does not say what follows from it
   * @throws MalformedJsonException if it is not a record
   */
  LedgerRecord accept(byte[] line) {
    LedgerRecord record = LedgerCodec.decode(line);
    require(record.index() == nextIndex, "its index should be " + nextIndex);
    require(record.version() >= version, "an older version follows a newer one");
    require(record.prev().equals(headHash), "it does not carry the hash of the line before");
    require(record.after().equals(spendAfter(record.body())), "its cumulative cost is wrong");
    require(
        !draws(record.body()) || !requireGrant().details().isExpiredAt(notBefore(record.time())),
        "it draws from a grant that had expired");
    apply(record);
    version = record.version();
    nextIndex++;
    headHash = LedgerCodec.hash(line);
    if (record.body() instanceof LedgerRecord.Granted) {
      grantHash = headHash;
    }
    return record;
  }

  /** Takes what was spent before a run's start from the start itself: records were left out. */
  void skipTo(LedgerRecord record) {
    require(record.body() instanceof LedgerRecord.RunStart, "records are missing before this one");
    require(grant != null, "the grant is missing");
    require(record.index() > nextIndex, "its index should be at least " + nextIndex);
    LedgerRecord.Spend after =
        record
            .after()
            .orElseThrow(() -> new BrokenChainException("its cumulative cost is missing"));
    require(after.rdp().size() == divergences.length, "its cumulative cost has other orders");
    require(after.rdp().stream().allMatch(d -> d >= 0), "its cumulative cost is negative");
    nextIndex = record.index();
    headHash = record.prev();
    divergences = after.divergences();
    double own = reserveCost((LedgerRecord.RunStart) record.body());
    deltaReserved = reserveBefore(after.deltaReserved(), own);
  }

  /** Some double that, with this run's own cost added upward, gives what the record says. */
  private static double reserveBefore(double after, double own) {
    double before = Math.max(0, after - own);
    for (double candidate : new double[] {before, Math.nextDown(before), Math.nextUp(before), 0}) {
      if (candidate >= 0 && Upward.sum(candidate, own) == after) {
        return candidate;
      }
    }
    throw new BrokenChainException("its reserved delta does not add up");
  }

  private void apply(LedgerRecord record) {
    LedgerRecord.Body body = record.body();
    Instant time = record.time();
    latestTime = notBefore(time);
    record
        .after()
        .ifPresent(
            spend -> {
              divergences = spend.divergences();
              deltaReserved = spend.deltaReserved();
            });
    double spent = record.after().map(LedgerRecord.Spend::epsilonSpent).orElse(0.0);
    if (body instanceof LedgerRecord.Open open) {
      population = open.population();
    } else if (body instanceof LedgerRecord.Granted granted) {
      grant = new Grant(granted.filter().terms(), granted.details(), granted.filter(), time);
    } else if (body instanceof LedgerRecord.RunStart start) {
      runs.add(new RunState(start, record.index(), time, spent));
    } else if (body instanceof LedgerRecord.Charge charge) {
      runs.get(runs.size() - 1).charge(charge.part(), charge.count(), spent);
    } else if (body instanceof LedgerRecord.RunResume) {
      runs.get(runs.size() - 1).reopen();
    } else if (body instanceof LedgerRecord.RunEnd end) {
      runs.get(runs.size() - 1).end(end.status(), time, record.index());
    }
  }

  LedgerView view() {
    return new LedgerView(
        Objects.requireNonNull(population, "opened"),
        grant(),
        grant == null ? 0 : spend().epsilonSpent(),
        deltaReserved,
        Arrays.stream(divergences).boxed().toList(),
        runs.stream().map(RunState::summary).toList(),
        nextIndex,
        latestTime,
        headHash);
  }

  private Grant requireGrant() {
    return Objects.requireNonNull(grant, "granted");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new BrokenChainException(rule);
    }
  }
}
