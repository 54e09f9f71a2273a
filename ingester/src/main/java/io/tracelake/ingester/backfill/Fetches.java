package io.tracelake.ingester.backfill;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.source.DailyPages;
import io.tracelake.ingester.source.KeysetWalk;
import io.tracelake.ingester.source.RowSize;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Workers that read windows, each its own, and the queue in which what they have read waits for the one thread that
 * makes revisions of it. That thread alone calls the methods. How much waits is bounded in bytes, so a worker whose page
 * has no room waits too.
 */
final class Fetches implements AutoCloseable {
    private static final int KIB = 1024;
    /** Of all pages that wait, in KiB. */
    private static final int ROOM = 4 * 1024;

    private final ExecutorService workers;
    private final BlockingQueue<Fetched> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();

    Fetches(ExecutorService workers) {
        this.workers = workers;
    }

    /** Begins to read a window. Ends with a {@link Fetched.End} or a {@link Fetched.Failure}. */
    void begin(Window window, Function<TraceQuery, Page<TraceRow>> pages) {
        start(() -> read(window, new CountedPages(pages)));
    }

    /** Asks how many traces a range has; ends with a {@link Fetched.Count}. */
    void count(Window range, Function<TraceQuery, Page<TraceRow>> pages) {
        start(() -> {
            Long traces = null;
            try {
                traces = pages.apply(TraceQuery.window(range.from(), range.to()).withLimit(1))
                        .totalItems();
            } catch (CallInterruptedException stopped) {
                return;
            } catch (ServiceException unknown) {
                // The backfill does without.
            }
            queue.add(new Fetched.Count(traces, 1));
        });
    }

    /** Begins to read daily metrics, for which a service may allow so few requests that it takes hours. */
    void days(LocalDate first, LocalDate last, Function<DailyMetricsQuery, Page<DayRow>> days) {
        start(() -> {
            try {
                queue.add(new Fetched.Days(DailyPages.read(days, first, last.plusDays(1), null)));
            } catch (RuntimeException e) {
                queue.add(new Fetched.DaysFailure(e));
            }
        });
    }

    private void start(Runnable work) {
        running.removeIf(Future::isDone);
        running.add(workers.submit(work));
    }

    private void read(Window window, CountedPages pages) {
        try {
            var walk = new KeysetWalk(pages, window);
            int read = 0;
            while (!walk.done()) {
                var rows = walk.next();
                long bytes = rows.rows().stream().mapToLong(RowSize::of).sum();
                room.acquire(kib(bytes));
                queue.add(new Fetched.Rows(window, rows, bytes, pages.taken()));
                read++;
            }
            queue.add(new Fetched.End(window, read));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            queue.add(new Fetched.Failure(window, e, pages.taken()));
        }
    }

    /** What is next; null if nothing comes in time. */
    @Nullable Fetched next(Duration patience) throws InterruptedException {
        var fetched = queue.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (fetched instanceof Fetched.Rows rows) {
            room.release(kib(rows.bytes()));
        }
        return fetched;
    }

    private static int kib(long bytes) {
        return Math.clamp(bytes / KIB + 1, 1, ROOM);
    }

    /** Ends all reading; what hasn't been taken is dropped. */
    @Override
    public void close() {
        running.forEach(work -> work.cancel(true));
        queue.clear();
    }

    /** For one worker. */
    private static final class CountedPages implements Function<TraceQuery, Page<TraceRow>> {
        private final Function<TraceQuery, Page<TraceRow>> pages;
        private int asked;

        CountedPages(Function<TraceQuery, Page<TraceRow>> pages) {
            this.pages = pages;
        }

        @Override
        public Page<TraceRow> apply(TraceQuery query) {
            asked++;
            return pages.apply(query);
        }

        int taken() {
            int taken = asked;
            asked = 0;
            return taken;
        }
    }
}
