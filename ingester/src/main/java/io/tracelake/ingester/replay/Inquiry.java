package io.tracelake.ingester.replay;

import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to the service at a time, asked on another thread: it may have to wait for hours for its turn, and the
 * project is read live meanwhile. An answer that comes late is kept for the next who asks the same. For one thread, but for
 * {@link #giveUp}.
 */
public final class Inquiry {
    private final Executor workers;
    private volatile @Nullable Asked asked;

    /** What the service says. */
    sealed interface Answer {
        record OfTrace(Row<TraceRow> row) implements Answer {}

        record OfDay(List<Page<DayRow>> pages) implements Answer {}
    }

    private record Asked(Remedy question, FutureTask<Answer> answer) {}

    public Inquiry(Executor workers) {
        this.workers = workers;
    }

    /**
     * Asks, or waits on.
     *
     * @param opening what answers the question on another thread, opened on this one; not used if it is being asked already
     * @return null if there is no answer in time
     * @throws RuntimeException what asking ended with
     */
    @Nullable Answer ask(Remedy question, Supplier<Supplier<Answer>> opening, Duration patience) {
        Asked current = asked;
        if (current == null || !current.question().equals(question)) {
            giveUp();
            Supplier<Answer> service = opening.get();
            current = new Asked(question, new FutureTask<>(service::get));
            asked = current;
            workers.execute(current.answer());
        }
        try {
            Answer answer = current.answer().get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            asked = null;
            return answer;
        } catch (TimeoutException notYet) {
            return null;
        } catch (CancellationException givenUp) {
            asked = null;
            return null;
        } catch (InterruptedException stop) {
            giveUp();
            throw CallInterruptedException.during("waiting for what a dead letter is about", stop);
        } catch (ExecutionException e) {
            asked = null;
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** Whether a trace is in memory for the next who asks for it, or may soon be. */
    public boolean mayHoldTrace() {
        Asked current = asked;
        return current != null && current.question() instanceof Remedy.AskForTrace;
    }

    /** Stops asking; from any thread. */
    public void giveUp() {
        Asked current = asked;
        asked = null;
        if (current != null) {
            current.answer().cancel(true);
        }
    }
}
