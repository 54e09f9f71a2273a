package io.tracelake.ingester.backfill;

import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker hands over. */
sealed interface Fetched {
    /** Requests that it took. */
    int requests();

    /**
     * Rows of a window, in the order in which the window shows them. To be closed by whoever takes them.
     *
     * @param bytes about how much text they are
     */
    record Rows(Window window, FetchedRows rows, long bytes, int requests) implements Fetched {}

    /** The window has been read to its end; its rows came before this. */
    record End(Window window, int pages) implements Fetched {
        @Override
        public int requests() {
            return 0;
        }
    }

    /** The window can't be read now. */
    record Failure(Window window, RuntimeException cause, int requests) implements Fetched {}

    /** The whole answer about the days. */
    record Days(List<Page<DayRow>> pages) implements Fetched {
        @Override
        public int requests() {
            return pages.size();
        }
    }

    /** The days can't be read now. */
    record DaysFailure(RuntimeException cause) implements Fetched {
        @Override
        public int requests() {
            return 1;
        }
    }

    /** How many traces the service counts; null if it doesn't say. */
    record Count(@Nullable Long traces, int requests) implements Fetched {}
}
