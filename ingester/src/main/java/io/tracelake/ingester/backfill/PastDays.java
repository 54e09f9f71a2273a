package io.tracelake.ingester.backfill;

import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.ingester.state.ProjectState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the days that a backfill reads, held in memory as long as it reads them: as many days at a time
 * as have room, and one before and after. For the project's thread; loading itself is done by a worker.
 */
final class PastDays implements AutoCloseable {
    /** A trace may have moved to the day beside. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Window range;
    private final Function<Window, FingerprintLoad.Loaded> memory;
    private final ProjectState state;
    private final Duration lookback;
    private final ExecutorService workers;
    private final InstantSource clock;
    private @Nullable Window wanted;
    private @Nullable Future<FingerprintLoad.Loaded> loading;

    PastDays(
            Window range,
            Function<Window, FingerprintLoad.Loaded> memory,
            ProjectState state,
            Duration lookback,
            ExecutorService workers,
            InstantSource clock) {
        this.range = range;
        this.memory = memory;
        this.state = state;
        this.lookback = lookback;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Makes the days from an instant on known.
     *
     * @return up to where they are; null if that takes longer
     */
    @Nullable Window recall(Instant from, Duration patience) throws InterruptedException {
        Instant needed = from.minus(MARGIN);
        if (loading == null) {
            Instant horizon = state.horizon(lookback, clock.instant());
            if (!needed.isBefore(horizon)) {
                state.hold(needed);
                return new Window(from, range.to());
            }
            // From before the load begins: what changes meanwhile mustn't leave memory before the load has been added.
            state.hold(Instant.MIN);
            Window load = new Window(needed, earlier(range.to().plus(MARGIN), horizon));
            wanted = load;
            loading = workers.submit(() -> memory.apply(load));
        }
        FingerprintLoad.Loaded loaded = await(loading, patience);
        if (loaded == null || wanted == null) {
            return null;
        }
        loaded.addTo(state);
        state.hold(needed);
        Window days =
                new Window(from, loaded.to().isBefore(wanted.to()) ? loaded.to().minus(MARGIN) : range.to());
        loading = null;
        return days;
    }

    private FingerprintLoad.@Nullable Loaded await(Future<FingerprintLoad.Loaded> future, Duration patience)
            throws InterruptedException {
        try {
            return future.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException later) {
            return null;
        } catch (ExecutionException e) {
            loading = null;
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Nothing before this instant will be read any more. */
    void forgetBefore(Instant instant) {
        state.hold(instant.minus(MARGIN));
        state.evict(lookback, clock.instant());
    }

    @Override
    public void close() {
        if (loading != null) {
            loading.cancel(true);
            loading = null;
        }
        state.hold(null);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
