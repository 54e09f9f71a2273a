package io.tracelake.client.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is. */
class TurnOrderTest {
    private static final List<Bucket> BUCKETS = List.of(Bucket.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Turns turns = new Turns(QuotaConfig.DEFAULTS, new SplittableRandom(1));

    @Test
    void givesEveryPriorityItsShareWhileAllWait() {
        var served = shares(EnumSet.allOf(Priority.class));

        for (Priority priority : Priority.values()) {
            assertThat(served.get(priority)).as("%s", priority).isCloseTo(100 * priority.share(), within(2));
        }
    }

    @Test
    void givesUnusedSharesToTheMostUrgent() {
        assertThat(shares(EnumSet.of(Priority.FRESH, Priority.BACKFILL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.FRESH, 1900, Priority.BACKFILL, 100));
        assertThat(shares(EnumSet.of(Priority.LOOKBACK, Priority.BACKFILL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.LOOKBACK, 1900, Priority.BACKFILL, 100));
        assertThat(shares(EnumSet.of(Priority.BACKFILL)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Priority.BACKFILL, 2000));
    }

    @Test
    void letsProjectsTakeTurnsHoweverManyRequestsEachHas() {
        IntStream.range(0, 50).forEach(i -> turns.ask(Bucket.TRACES, claim("greedy")));
        List.of("a", "b", "c").forEach(project -> turns.ask(Bucket.TRACES, claim(project)));

        assertThat(next(5)).containsExactly("greedy", "a", "b", "c", "greedy");

        turns.ask(Bucket.TRACES, claim("b"));
        turns.ask(Bucket.TRACES, claim("a"));
        assertThat(next(3)).containsExactly("a", "b", "greedy");
    }

    @Test
    void keepsThePlaceOfARequestThatWasRefusedOnce() {
        askInTurn("a", "b");
        refuse(turns.grant(0));
        turns.ask(Bucket.TRACES, claim("a"));

        assertThat(next(1, Duration.ofSeconds(10))).containsExactly("a");
    }

    @Test
    void letsOthersGoBeforeARequestThatIsRefusedAgainAndAgain() {
        askInTurn("a", "b");
        refuse(turns.grant(0));
        turns.ask(Bucket.TRACES, claim("a"));
        refuse(turns.grant(Duration.ofSeconds(10).toNanos()));
        turns.ask(Bucket.TRACES, claim("a"));

        assertThat(next(1, Duration.ofMinutes(10))).containsExactly("b");
    }

    @Test
    void asksOneBucketWhileTheOtherIsPaused() {
        turns.ask(Bucket.TRACES, claim("a"));
        refuse(turns.grant(0));
        turns.ask(Bucket.TRACES, claim("a"));
        assertThat(turns.grant(1)).isNull();

        turns.ask(Bucket.DAILY_METRICS, new Claim("a", Priority.METRICS));

        Turn granted = turns.grant(1);
        assertThat(granted).isNotNull();
        assertThat(granted.bucket()).isEqualTo(Bucket.DAILY_METRICS);
    }

    @Test
    void keepsATurnThatCameAheadOfItsRequest() {
        Turn ahead = turns.askAhead(Bucket.TRACES, claim("a"));
        turns.ask(Bucket.TRACES, claim("b"));

        assertThat(turns.grant(0)).isSameAs(ahead);
        assertThat(turns.concurrency().underWay()).isZero();
        assertThat(turns.redeem(ahead, SECOND / 2)).isTrue();
        assertThat(turns.grant(SECOND / 2)).isSameAs(ahead);
        assertThat(turns.concurrency().underWay()).isOne();
        assertThat(turns.state(Bucket.TRACES, SECOND).granted()).isOne();
    }

    @Test
    void losesATurnWhoseRequestComesLateOrAfterARefusal() {
        Turn late = turns.askAhead(Bucket.TRACES, claim("a"));
        turns.grant(0);
        assertThat(turns.redeem(late, 2 * SECOND)).isFalse();

        Turn refused = turns.askAhead(Bucket.TRACES, claim("b"));
        turns.ask(Bucket.TRACES, claim("c"));
        turns.grant(2 * SECOND);
        refuse(turns.grant(2 * SECOND));

        assertThat(turns.redeem(refused, 2 * SECOND + 1)).isFalse();
    }

    @Test
    void givesOneTurnToWhoWaitsForEitherOfTwo() {
        Turn lookback = turns.askAhead(Bucket.TRACES, new Claim("a", Priority.LOOKBACK));
        Turn fresh = turns.askAhead(Bucket.TRACES, claim("a"));
        lookback.orElse(fresh);

        assertThat(turns.grant(0)).isSameAs(fresh);
        assertThat(turns.grant(0)).isNull();
        assertThat(turns.state(Bucket.TRACES, 0).waiting().values()).containsOnly(0);
    }

    @ParameterizedTest(name = "{0} projects, seed {1}")
    @CsvSource({"10, 1", "50, 2"})
    void starvesNobodyUnderALimit(int projects, long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var config = new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(100, Duration.ofMinutes(1))), 0.02, 32);
        var instance = simulation.new Instance(config);
        var claims = new ArrayList<Claim>();
        for (int i = 0; i < projects; i++) {
            for (Priority priority : Priority.values()) {
                claims.add(new Claim("project-" + i, priority));
            }
        }
        claims.forEach(
                claim -> instance.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(Duration.ofMinutes(2L * projects));

        int answered = simulation.waits.values().stream().mapToInt(List::size).sum();
        for (Priority priority : Priority.values()) {
            double each = answered * (double) priority.share() / Priority.TURNS / projects;
            assertThat(claims.stream().filter(claim -> claim.priority() == priority))
                    .as("%s, seed %d", priority, seed)
                    .allSatisfy(
                            claim -> assertThat((double) simulation.waits(claim).size())
                                    .isBetween(0.9 * each - 1, 1.1 * each + 1));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leaksNothingWhateverBecomesOfRequests(long seed) {
        var random = new SplittableRandom(seed);
        var waiting = new ArrayList<Turn>();
        var underWay = new ArrayList<Turn>();
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextLong(Duration.ofSeconds(2).toNanos());
            switch (random.nextInt(4)) {
                case 0 -> {
                    Bucket bucket = BUCKETS.get(random.nextInt(2));
                    var claim = new Claim("p" + random.nextInt(9), PRIORITIES.get(random.nextInt(4)));
                    waiting.add(random.nextBoolean() ? turns.ask(bucket, claim) : turns.askAhead(bucket, claim));
                }
                case 1 -> {
                    if (!waiting.isEmpty()) {
                        turns.leave(waiting.remove(random.nextInt(waiting.size())));
                    }
                }
                case 2 -> {
                    if (!underWay.isEmpty()) {
                        Turn turn = underWay.remove(random.nextInt(underWay.size()));
                        turns.end(turn, anyEnding(random), now);
                        turns.end(turn, anyEnding(random), now);
                    }
                }
                default -> {
                    Turn turn = turns.grant(now);
                    if (turn != null && (turn.isGranted() || !turns.redeem(turn, now))) {
                        waiting.remove(turn);
                        if (turn.isGranted()) {
                            underWay.add(turn);
                        }
                    }
                }
            }
            assertThat(turns.concurrency().underWay()).isEqualTo(underWay.size());
        }
        waiting.forEach(turns::leave);
        for (Turn turn : underWay) {
            turns.end(turn, new Ending.Abandoned(), now);
        }

        assertThat(turns.concurrency().underWay()).isZero();
        for (Bucket bucket : Bucket.values()) {
            assertThat(turns.state(bucket, now).waiting().values()).containsOnly(0);
        }
        assertThat(turns.opensAt()).isEqualTo(Long.MAX_VALUE);
    }

    private static Ending anyEnding(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Ending.Throttled(Duration.ofSeconds(random.nextInt(90)), 100);
            case 1 -> new Ending.Throttled(null, null);
            case 2 -> new Ending.Failed();
            case 3 -> new Ending.Abandoned();
            default -> new Ending.Answered();
        };
    }

    private Map<Priority, Integer> shares(Set<Priority> waiting) {
        var line = new WaitingLine();
        var served = new EnumMap<Priority, Integer>(Priority.class);
        waiting.forEach(priority -> line.add(new Turn(Bucket.TRACES, new Claim("p", priority))));
        for (int i = 0; i < 2000; i++) {
            Turn turn = line.next(bucket -> true);
            assertThat(turn).isNotNull();
            served.merge(turn.claim().priority(), 1, Integer::sum);
            line.add(new Turn(Bucket.TRACES, turn.claim()));
        }
        return served;
    }

    /** All of them wait, and were served in this order before. */
    private void askInTurn(String... projects) {
        List.of(projects).forEach(project -> turns.ask(Bucket.TRACES, claim(project)));
        next(projects.length);
        List.of(projects).forEach(project -> turns.ask(Bucket.TRACES, claim(project)));
    }

    private void refuse(@Nullable Turn turn) {
        assertThat(turn).isNotNull();
        turns.end(turn, new Ending.Throttled(null, null), turn.grantedAt());
    }

    private List<String> next(int count) {
        return next(count, Duration.ZERO);
    }

    private List<String> next(int count, Duration now) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Turn turn = turns.grant(now.toNanos());
                    assertThat(turn).isNotNull();
                    turns.end(turn, new Ending.Answered(), now.toNanos());
                    return turn.claim().project();
                })
                .toList();
    }

    private static Claim claim(String project) {
        return new Claim(project, Priority.FRESH);
    }
}
