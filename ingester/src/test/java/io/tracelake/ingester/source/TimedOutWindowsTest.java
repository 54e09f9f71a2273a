package io.tracelake.ingester.source;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.FieldGroup;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.simulation.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that can't list long windows in time, however little is asked of them. */
class TimedOutWindowsTest {
    private static final Instant T0 = Instant.parse("2026-11-20T00:00:00Z");
    private static final Window DAY = new Window(T0, T0.plus(Duration.ofDays(1)));

    private final List<TraceQuery> asked = new ArrayList<>();
    private final PageMemory memory = PageMemory.of(200 << 20);
    private SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private Predicate<TraceQuery> tooLong = query -> false;
    private int status = 422;
    private int failed;

    private final class Asking implements TraceSource.Asking {
        @Override
        public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
            asked.add(query);
            if (tooLong.test(query)) {
                failed++;
                throw new ServiceException(
                        query.fields().contains(FieldGroup.IO) ? "full" : "bare", status, null, null);
            }
            return service.list(query);
        }

        @Override
        public Row<TraceRow> trace(String id, LongPredicate room) {
            return service.byId(id);
        }
    }

    private final TraceSource source = new TraceSource(new Asking(), memory, new TraceSource.Size());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    /** Traces lie where stretches meet, a millisecond before and after that, several at a time. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void deliversEveryTraceOnceWhereverStretchesMeet(long seed) {
        var random = new SplittableRandom(seed);
        service = new SimulatedService(random).capPagesAt(random.nextInt(1, 12), random.nextBoolean());
        Duration part = DAY.length().dividedBy(1 << random.nextInt(3, 11));
        int traces = random.nextInt(0, 200);
        for (int i = 0; i < traces; i++) {
            Instant seam = T0.plus(part.multipliedBy(
                    random.nextInt(Math.toIntExact(DAY.length().dividedBy(part)))));
            Instant at = seam.plusNanos(random.nextInt(-2, 3) * 500_000L);
            service.add(trace("t" + i, at.isBefore(T0) ? T0 : at, "n", T0, "1"));
        }
        Duration longest = Duration.ofSeconds(random.nextInt(60, 60_000));
        int faultsIn100 = random.nextInt(10);
        tooLong = query -> isLongerThan(longest, query)
                || (isLongerThan(Duration.ofMinutes(3), query) && random.nextInt(100) < faultsIn100);

        for (int walk = 0; walk < 3; walk++) {
            assertThat(walk(DAY))
                    .as("walk %d of seed %d", walk, seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            service.traces().stream().map(TraceRow::id).toList());
        }
        assertThat(memory.isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {422, 504, 524})
    void whatWorkedIsRememberedAndTriedLongerNowAndThen(int answer) {
        status = answer;
        service.add(trace("a", T0.plus(Duration.ofHours(5)), "n", T0, "1"));
        tooLong = query -> isLongerThan(Duration.ofMinutes(100), query);
        assertThat(walk(new Window(T0, T0.plus(Duration.ofHours(6))))).containsExactly("a");
        assertThat(failed).isLessThan(10);
        asked.clear();
        failed = 0;

        assertThat(walk(DAY)).containsExactly("a");

        assertThat(asked.getFirst().to()).isEqualTo(T0.plus(Duration.ofMinutes(90)));
        assertThat(asked)
                .filteredOn(query -> isLongerThan(Duration.ofMinutes(100), query))
                .as("two tries of twice as much, whatever the rows")
                .hasSize(failed)
                .hasSizeBetween(2, 12)
                .allMatch(query -> length(query).equals(Duration.ofHours(3)));
    }

    @Test
    void windowsAreWholeAgainOnceTheServiceIsWell() {
        tooLong = query -> isLongerThan(Duration.ofMinutes(50), query);
        walk(DAY);
        tooLong = query -> false;
        for (int i = 0; i < 20; i++) {
            walk(DAY);
        }
        asked.clear();

        walk(DAY);

        assertThat(asked.getFirst().to()).isAfterOrEqualTo(T0.plus(Duration.ofHours(3)));
        assertThat(asked).hasSizeLessThan(8);
    }

    @Test
    void whereTheShortestStretchFailsTooTheFirstFaultIsSaidAndNothingIsRemembered() {
        status = 504;
        tooLong = query -> true;

        assertThatThrownBy(() -> walk(DAY)).hasMessage("full");
        assertThat(asked).hasSizeLessThan(20);
        assertThat(asked).allMatch(query -> length(query).compareTo(Span.SHORTEST) >= 0);
        tooLong = query -> false;
        asked.clear();
        walk(DAY);

        assertThat(asked).hasSize(1);
        assertThat(memory.isWhole()).isTrue();
    }

    @Test
    void whatIsTooLargeIsNotAskedForInShorterStretches() {
        status = 413;
        tooLong = query -> true;

        assertThatThrownBy(() -> walk(DAY)).hasMessage("full");

        assertThat(asked).hasSizeLessThan(10).allMatch(query -> query.to().equals(DAY.to()));
    }

    @Test
    void aWalkThatFailedGoesOnWhereItWas() {
        for (int i = 0; i < 30; i++) {
            service.add(trace("t" + i, T0.plus(Duration.ofMinutes(i * 40L)), "n", T0, "1"));
        }
        service.capPagesAt(5, false);
        var walk = new KeysetWalk(source, DAY);
        var delivered = new ArrayList<String>();
        deliver(walk, delivered);
        tooLong = query -> true;
        assertThatThrownBy(() -> deliver(walk, delivered)).hasMessage("full");
        tooLong = query -> isLongerThan(Duration.ofHours(2), query);

        while (!walk.done()) {
            deliver(walk, delivered);
        }

        assertThat(delivered).hasSize(30).doesNotHaveDuplicates();
    }

    private List<String> walk(Window window) {
        var delivered = new ArrayList<String>();
        var walk = new KeysetWalk(source, window);
        while (!walk.done()) {
            deliver(walk, delivered);
        }
        return delivered;
    }

    private static void deliver(KeysetWalk walk, List<String> delivered) {
        try (FetchedRows fetched = walk.next()) {
            assertThat(fetched.bare()).isEmpty();
            fetched.rows()
                    .forEach(row ->
                            delivered.add(((Row.Valid<TraceRow>) row).value().id()));
        }
    }

    private static boolean isLongerThan(Duration longest, TraceQuery query) {
        return length(query).compareTo(longest) > 0;
    }

    private static Duration length(TraceQuery query) {
        return Duration.between(query.from(), query.to());
    }
}
