package io.tracelake.ingester.source;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.simulation.SimulatedService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetWalkTest {
    private static final Instant T0 = Instant.parse("2026-11-20T00:00:00Z");
    private static final Window HOUR = new Window(T0, T0.plus(Duration.ofHours(1)));

    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void deliversEveryTraceOnceWhateverTheTiesAndThePageLimit(long seed) {
        var random = new SplittableRandom(seed);
        var ties = new SimulatedService(random).capPagesAt(random.nextInt(1, 12), random.nextBoolean());
        int instants = random.nextInt(1, 40);
        int traces = random.nextInt(0, 300);
        for (int i = 0; i < traces; i++) {
            ties.add(trace("t" + i, T0.plusMillis(random.nextInt(instants)), "n", T0, "1"));
        }

        var delivered = ids(new KeysetWalk(ties::list, HOUR));

        assertThat(delivered)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        ties.traces().stream().map(TraceRow::id).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void losesNothingThatWasThereFromTheStartWhileOthersArriveAndVanish(long seed) {
        var random = new SplittableRandom(seed);
        var moving = new SimulatedService(random).capPagesAt(random.nextInt(2, 9), false);
        var stable = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            stable.add("stable" + i);
            moving.add(trace("stable" + i, T0.plusMillis(random.nextInt(100)), "n", T0, "1"));
        }
        var walk = new KeysetWalk(moving::list, HOUR);
        var delivered = new ArrayList<String>();

        for (int i = 0; !walk.done(); i++) {
            delivered.addAll(ids(walk.next()));
            moving.add(trace("z-late" + i, T0.plusMillis(random.nextInt(100)), "n", T0, "1"));
        }

        assertThat(delivered).containsAll(stable).doesNotHaveDuplicates();
    }

    @Test
    void asksOnePageMoreThanTheTracesFillAtAnyDepth() {
        for (int i = 0; i < 10_000; i++) {
            service.add(trace("t" + i, T0.plusMillis(i * 100L), "n", T0, "1"));
        }

        ids(new KeysetWalk(service::list, HOUR));

        assertThat(service.requests()).isBetween(100, 103);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void goesOnBehindPagesThatTheServiceCapsBelowTheLimit(boolean silently) {
        service.capPagesAt(50, silently);
        for (int i = 0; i < 500; i++) {
            service.add(trace("t" + i, T0.plusMillis(i / 120), "n", T0, "1"));
        }

        assertThat(ids(new KeysetWalk(service::list, HOUR))).hasSize(500);
    }

    @Test
    void goesOnBehindPagesThatTheServiceCapsWithoutAnyCount() {
        service.capPagesAt(50, true);
        service.distort(page -> new Page<>(page.rows(), null, null, null, page.source()));
        for (int i = 0; i < 300; i++) {
            service.add(trace("t" + i, T0.plusMillis(i / 120), "n", T0, "1"));
        }

        assertThat(ids(new KeysetWalk(service::list, HOUR))).hasSize(300);
    }

    @Test
    void skipsNothingBetweenTwoMilliseconds() {
        service.capPagesAt(7, false);
        for (int i = 0; i < 1_000; i++) {
            service.add(trace("t" + i, T0.plusNanos(i * 100_000L), "n", T0, "1"));
        }

        var delivered = ids(new KeysetWalk(
                query -> service.list(query.withWindow(
                        query.from().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS),
                        query.to().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS))),
                HOUR));

        assertThat(delivered).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void asksForLessWhenAPageIsTooMuchForTheService() {
        for (int i = 0; i < 300; i++) {
            service.add(trace("t" + i, T0.plusMillis(i), "n", T0, "1"));
        }

        var delivered = ids(new KeysetWalk(
                query -> {
                    if (query.limit() > 10) {
                        throw new ServiceException("too large", 422, null, null);
                    }
                    return service.list(query);
                },
                HOUR));

        assertThat(delivered).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void refusesAServiceThatIgnoresThePageNumber() {
        for (int i = 0; i < 300; i++) {
            service.add(trace("t" + i, T0, "n", T0, "1"));
        }

        assertThatThrownBy(() -> ids(new KeysetWalk(query -> firstPage(query), HOUR)))
                .isInstanceOf(UnorderedPageException.class)
                .hasMessageContaining("the page before it again");
    }

    private Page<TraceRow> firstPage(TraceQuery query) {
        var rows = service.traces().stream()
                .sorted(Comparator.comparing(TraceRow::id))
                .limit(query.limit())
                .<Row<TraceRow>>map(Row.Valid::new)
                .toList();
        return new Page<>(rows, 100, 300L, 3, URI.create("http://service"));
    }

    @Test
    void readsOnBehindAPageOfRecordsWithoutATimestamp() {
        service.capPagesAt(5, false);
        var nameless = new ArrayList<Row<TraceRow>>();
        for (int i = 0; i < 12; i++) {
            var row = new Row.Malformed<TraceRow>("{" + i + "}", "timestamp: missing", null);
            nameless.add(row);
        }
        var pages = new ArrayList<Page<TraceRow>>();
        for (int i = 0; i <= 15; i += 5) {
            pages.add(new Page<>(
                    nameless.subList(Math.min(12, i), Math.min(12, i + 5)), 5, 12L, 3, URI.create("http://service")));
        }
        var walk = new KeysetWalk(query -> pages.get(query.page() - 1), HOUR);

        int delivered = 0;
        while (!walk.done()) {
            delivered += walk.next().rows().size();
        }

        assertThat(delivered).isEqualTo(12);
    }

    @Test
    void refusesAPageThatIsNotInTheOrderAskedFor() {
        service.add(trace("a", T0.plusMillis(1), "n", T0, "1"));
        service.add(trace("b", T0.plusMillis(2), "n", T0, "1"));
        service.distort(
                page -> new Page<>(page.rows().reversed(), page.limit(), page.totalItems(), null, page.source()));

        assertThatThrownBy(() -> ids(new KeysetWalk(service::list, HOUR)))
                .isInstanceOf(UnorderedPageException.class)
                .hasMessageContaining("timestamp.asc");
    }

    private static List<String> ids(KeysetWalk walk) {
        var ids = new ArrayList<String>();
        while (!walk.done()) {
            ids.addAll(ids(walk.next()));
        }
        return ids;
    }

    private static List<String> ids(FetchedRows fetched) {
        var ids = new ArrayList<String>();
        for (Row<TraceRow> row : fetched.rows()) {
            if (row instanceof Row.Valid(var trace)) {
                ids.add(trace.id());
            }
        }
        return ids;
    }
}
