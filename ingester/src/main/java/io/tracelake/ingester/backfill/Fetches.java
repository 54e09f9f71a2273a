package io.tracelake.ingester.backfill;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.source.DailyPages;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.KeysetWalk;
import io.tracelake.ingester.source.RowSize;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Workers that read windows, each its own, and the queue in which what they have read waits for the one thread that
 * makes revisions of it. That thread alone calls the methods, but for {@link #close}.
 *
 * <p>How much waits is bounded by the memory that the workers read into, which is theirs alone: a page keeps its lease of
 * it in the queue, until the one who takes it closes it. So only workers wait for that memory, and only for the taker, who
 * never does. Once this is closed every page gives its lease back: one in the queue at once, one under way when its worker
 * ends, one that has been taken when its taker closes it.
 */
final class Fetches implements AutoCloseable {
    private final ExecutorService workers;
    private final BlockingQueue<Fetched> queue = new LinkedBlockingQueue<>();
    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Fetches(ExecutorService workers) {
        this.workers = workers;
    }

    /** Begins to read a window. Ends with a {@link Fetched.End} or a {@link Fetched.Failure}. */
    void begin(Window window, TraceSource source) {
        start(() -> read(window, new Counted(source)));
    }

    /** Asks how many traces a range has; ends with a {@link Fetched.Count}. */
    void count(Window range, TraceSource source) {
        start(() -> {
            Long traces = null;
            try {
                traces = source.count(range);
            } catch (CallInterruptedException stopped) {
                return;
            } catch (ServiceException unknown) {
                // The backfill does without.
            }
            hand(new Fetched.Count(traces, 1));
        });
    }

    /** Begins to read daily metrics, for which a service may allow so few requests that it takes hours. */
    void days(LocalDate first, LocalDate last, Function<DailyMetricsQuery, Page<DayRow>> days) {
        start(() -> {
            try {
                hand(new Fetched.Days(DailyPages.read(days, first, last.plusDays(1), null)));
            } catch (RuntimeException e) {
                hand(new Fetched.DaysFailure(e));
            }
        });
    }

    private void start(Runnable work) {
        running.removeIf(Future::isDone);
        Future<?> started = workers.submit(work);
        running.add(started);
        if (closed) {
            started.cancel(true);
        }
    }

    private void read(Window window, Counted counted) {
        try {
            var walk = new KeysetWalk(counted.source(), window);
            int read = 0;
            while (!walk.done() && !closed) {
                hand(window, walk.next(), counted.taken());
                read++;
            }
            if (walk.done()) {
                hand(new Fetched.End(window, read));
            }
        } catch (RuntimeException e) {
            hand(new Fetched.Failure(window, e, counted.taken()));
        }
    }

    private void hand(Window window, FetchedRows rows, int requests) {
        boolean handed = false;
        try {
            long bytes = rows.rows().stream().mapToLong(RowSize::of).sum();
            hand(new Fetched.Rows(window, rows, bytes, requests));
            handed = true;
        } finally {
            if (!handed) {
                rows.close();
            }
        }
    }

    /** Whoever sees that this is closed empties the queue, so nothing stays in it. */
    private void hand(Fetched fetched) {
        queue.add(fetched);
        if (closed) {
            drop();
        }
    }

    private void drop() {
        for (Fetched left = queue.poll(); left != null; left = queue.poll()) {
            drop(left);
        }
    }

    private static void drop(Fetched fetched) {
        if (fetched instanceof Fetched.Rows page) {
            page.rows().close();
        }
    }

    /** What is next; null if nothing comes in time. An end is never seen without the pages before it, which may be dropped. */
    @Nullable Fetched next(Duration patience) throws InterruptedException {
        Fetched fetched = queue.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (!closed || fetched == null) {
            return fetched;
        }
        drop(fetched);
        return null;
    }

    /** Ends all reading; what hasn't been taken is dropped. Any thread. */
    @Override
    public void close() {
        closed = true;
        running.forEach(work -> work.cancel(true));
        drop();
    }

    /** What a worker reads from, and how often it has asked since it was last looked. For one worker. */
    private static final class Counted {
        private final TraceSource source;
        private int asked;

        Counted(TraceSource source) {
            this.source = source.counted(() -> asked++);
        }

        TraceSource source() {
            return source;
        }

        int taken() {
            int taken = asked;
            asked = 0;
            return taken;
        }
    }
}
