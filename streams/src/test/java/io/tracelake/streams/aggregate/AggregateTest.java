package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageFact;
import io.tracelake.schemas.UsageScope;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTest {
    private static final UsageKey KEY = new UsageKey("p", Granularity.HOURLY, 0, UsageScope.PROJECT, null);

    /** What the first release wrote. If this test fails, the stores of running systems can no longer be read. */
    private static final String FORM_1 =
            "0204c6010600d6ea98d18161008090cad2c60e01a9a58296fa21040202da050204c0ffffff250000000224000000";

    @Test
    void readsTheFirstFormAndStillWritesIt() {
        var aggregate = aggregate();
        assertThat(HexFormat.of().formatHex(Encoded.bytes(aggregate))).isEqualTo(FORM_1);

        Usage row = Aggregate.of(HexFormat.of().parseHex(FORM_1)).row(KEY);
        assertThat(row.getTraces()).isEqualTo(3);
        assertThat(row.getTracesSplit()).isEqualByComparingTo("1.666666666667");
        assertThat(row.getCost()).isEqualByComparingTo("0.25");
        assertThat(row.getCostSplit()).isEqualByComparingTo("-0.583333333333");
        assertThat(row.getLatencyCount()).isEqualTo(2);
        assertThat(row.getLatencyP50Ms()).isZero();
        assertThat(row.getLatencyMaxMs()).isBetween(1_500.0, 1_532.0);
        assertThat(row.getUsers()).isEqualTo(2);
        assertThat(row.getSessions()).isEqualTo(1);
        assertThat(row.getRevision()).isEqualTo(2);
        assertThat(row.getObservedAt()).isEqualTo(Instant.parse("1970-01-01T00:00:00.000099Z"));
    }

    private static Aggregate aggregate() {
        var aggregate = new Aggregate();
        aggregate.add(fact(-1_000_000_000_000L, 1_500L, 1L, 2L), 1, 0);
        aggregate.add(fact(1_250_000_000_000L, 0L, -5L, null), 3, 1);
        aggregate.add(fact(0, null, null, 2L), 3, 0);
        aggregate.observed(99);
        aggregate.observed(98);
        aggregate.nextRevision();
        aggregate.nextRevision();
        return aggregate;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theStoreGivesBackWhatItGotAndTakesBackWhatWasAdded(long seed) {
        var random = new Random(seed);
        List<UsageFact> kept = facts(random);
        List<UsageFact> removed = facts(random);
        var aggregate = new Aggregate();
        kept.forEach(fact -> aggregate.add(fact, 3, 1));
        removed.forEach(fact -> aggregate.add(fact, 7, 6));
        aggregate.observed(5);
        var read = Aggregate.of(Encoded.bytes(aggregate));
        assertThat(Encoded.bytes(read)).isEqualTo(Encoded.bytes(aggregate));

        removed.forEach(fact -> read.remove(fact, 7, 6));
        kept.forEach(fact -> read.remove(fact, 3, 1));
        Usage row = read.row(KEY);
        assertThat(row.getTraces()).isZero();
        assertThat(row.getTracesSplit()).isZero();
        assertThat(row.getCost()).isZero();
        assertThat(row.getCostSplit()).isZero();
        assertThat(row.getLatencyCount()).isZero();
        assertThat(row.getLatencyP99Ms()).isNull();
        assertThat(row.getUsers()).as("distinct counts only grow").isPositive();
    }

    @Test
    void refusesAFormOfTheFuture() {
        byte[] bytes = Encoded.bytes(new Aggregate());
        bytes[0] = 4;
        assertThatIllegalStateException()
                .isThrownBy(() -> Aggregate.of(bytes))
                .withMessage("the state of usage is of form 2, which this version can't read");
    }

    @Test
    void refusesBytesThatEndTooEarly() {
        byte[] bytes = Encoded.bytes(aggregate());
        assertThatThrownBy(() -> Aggregate.of(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void nothingHasBeenCountedWithoutAState() {
        assertThat(Encoded.bytes(Aggregate.of(null))).isEqualTo(Encoded.bytes(new Aggregate()));
    }

    private static List<UsageFact> facts(Random random) {
        return random.ints(700)
                .mapToObj(_ -> fact(
                        random.nextLong() / 1_000,
                        random.nextBoolean() ? null : random.nextLong(100_000),
                        random.nextLong(1_000),
                        random.nextBoolean() ? null : random.nextLong()))
                .toList();
    }

    static UsageFact fact(long cost, @Nullable Long latency, @Nullable Long user, @Nullable Long session) {
        return new UsageFact(1, 0L, 0L, cost, latency, user, session, List.of(), 0L);
    }
}
