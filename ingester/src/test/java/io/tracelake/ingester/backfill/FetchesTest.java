package io.tracelake.ingester.backfill;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FetchesTest {
    private static final Instant T0 = Instant.parse("2026-11-20T00:00:00Z");
    private static final Window HOUR = new Window(T0, T0.plus(Duration.ofHours(1)));

    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private final PageMemory memory = PageMemory.of(16 << 20);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Fetches fetches = new Fetches(workers);

    /** Otherwise a window whose pages were dropped would be noted as read. */
    @Test
    @Timeout(60)
    void theEndOfAWindowIsNotSeenOnceItsPagesAreDropped() throws InterruptedException {
        service.add(trace("a", T0, "n", T0, "1"));
        fetches.begin(HOUR, source(() -> {}));
        while (memory.isWhole()) {
            Thread.onSpinWait();
        }

        fetches.close();

        assertThat(fetches.next(Duration.ofMillis(50))).isNull();
        assertEverythingIsGivenBack();
    }

    @Test
    @Timeout(60)
    void whatComesAfterTheEndIsGivenBackToo() throws InterruptedException {
        service.add(trace("a", T0, "n", T0, "1"));
        var asked = new CountDownLatch(1);
        fetches.begin(HOUR, source(() -> {
            fetches.close();
            asked.countDown();
        }));

        asked.await();
        assertEverythingIsGivenBack();
        assertThat(fetches.next(Duration.ZERO)).isNull();
    }

    private void assertEverythingIsGivenBack() throws InterruptedException {
        workers.shutdown();
        assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(memory.isWhole()).isTrue();
    }

    private TraceSource source(Runnable whenAsked) {
        var asking = new TraceSource.Asking() {
            @Override
            public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                whenAsked.run();
                assertThat(room.test(1_000)).isTrue();
                return service.list(query);
            }

            @Override
            public Row<TraceRow> trace(String id, LongPredicate room) {
                throw new AssertionError("every trace can be listed");
            }
        };
        return new TraceSource(asking, memory, new TraceSource.Size());
    }
}
