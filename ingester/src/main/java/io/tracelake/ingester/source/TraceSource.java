package io.tracelake.ingester.source;

import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.source.PageMemory.Lease;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to read one project's traces, in memory that may be shared with other projects. Remembers how large the
 * project's traces are, so that pages are not asked for that wouldn't fit, or wouldn't come. Thread-safe, but for
 * one that is {@link #counted}.
 */
public final class TraceSource {
    private static final long SMALLEST_LEASE = 256 << 10;
    private static final long LARGEST_TRACE = 2 * PageMemory.RECORD;

    private final Asking asking;
    private final PageMemory memory;
    private final Size size;
    private final Runnable beforeWaiting;

    /** How large a project's traces are, and how long windows may be, as far as seen; shared by all who read it. */
    public static final class Size {
        private final Span span = new Span();
        private volatile long rowBytes;
    }

    /** How the service is asked; {@code room} is asked whether so many bytes of the answer may be held. */
    public interface Asking {
        /** A page of a listing; numbers in it may depend on the window asked for. */
        Page<TraceRow> page(TraceQuery query, LongPredicate room);

        /** One trace, which no window narrows. */
        Row<TraceRow> trace(String id, LongPredicate room);
    }

    /**
     * A source of answers that have to fit into memory.
     *
     * @param beforeWaiting gives back what the reader holds of that memory, or two readers could wait for each other
     */
    public TraceSource(Asking asking, PageMemory memory, Size size, Runnable beforeWaiting) {
        this.asking = asking;
        this.memory = memory;
        this.size = size;
        this.beforeWaiting = beforeWaiting;
    }

    /** The same for a reader that holds nothing of that memory while it waits. */
    public TraceSource(Asking asking, PageMemory memory, Size size) {
        this(asking, memory, size, () -> {});
    }

    /** A source of answers that fit into memory anyway. */
    public TraceSource(Function<TraceQuery, Page<TraceRow>> pages, Function<String, Row<TraceRow>> byId) {
        this(
                new Asking() {
                    @Override
                    public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                        return pages.apply(query);
                    }

                    @Override
                    public Row<TraceRow> trace(String id, LongPredicate room) {
                        return byId.apply(id);
                    }
                },
                PageMemory.unlimited(),
                new Size());
    }

    /** The same, telling of each request. */
    public TraceSource counted(Runnable request) {
        return new TraceSource(
                new Asking() {
                    @Override
                    public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                        request.run();
                        return asking.page(query, room);
                    }

                    @Override
                    public Row<TraceRow> trace(String id, LongPredicate room) {
                        request.run();
                        return asking.trace(id, room);
                    }
                },
                memory,
                size,
                beforeWaiting);
    }

    /** How many traces the service counts in a window; null if it doesn't say. */
    public @Nullable Long count(Window window) {
        var query = TraceQuery.window(window.from(), window.to()).withLimit(1).withFields(BareRows.FIELDS);
        try (Lease lease = lease(1)) {
            return asking.page(query, bytes -> bytes <= LARGEST_TRACE && lease.hold(bytes))
                    .totalItems();
        }
    }

    /** How long a stretch the service can list. */
    Span span() {
        return size.span;
    }

    /** Rows of a page that fit, as far as is known. */
    int fitting(int limit) {
        long bytes = size.rowBytes;
        return bytes == 0 ? limit : Math.clamp(memory.largestPage() / bytes, 1, limit);
    }

    /** Room for a page; more of it is had while the page comes, if there is any. */
    Lease lease(int rows) {
        return memory.lease(Math.clamp(rows * size.rowBytes, SMALLEST_LEASE, memory.largestPage()), beforeWaiting);
    }

    /** Room for whatever one trace may take: what is refused in it would be refused at any other time too. */
    Lease leaseForOne() {
        return memory.lease(LARGEST_TRACE, beforeWaiting);
    }

    /** A page in room of its own. */
    Page<TraceRow> page(TraceQuery query, Lease lease) {
        long largest = query.limit() == 1 ? LARGEST_TRACE : memory.largestPage();
        Page<TraceRow> page = asking.page(query, bytes -> bytes <= largest && lease.hold(bytes));
        saw(page.rows().size(), lease.used());
        return page;
    }

    /** Sizes differ, so what is known of them is forgotten slowly, and a fifth is left for larger ones. */
    private void saw(int rows, long bytes) {
        if (rows > 0) {
            size.rowBytes = Math.max(bytes / rows * 5 / 4, size.rowBytes * 3 / 4);
        }
    }

    /** One trace in the room of a page. */
    Row<TraceRow> trace(String id, Lease lease) {
        return asking.trace(id, bytes -> bytes <= LARGEST_TRACE && lease.hold(bytes));
    }

    /** One trace by its id, for who may hold others; its memory is its own until it has been used. */
    public void trace(String id, Consumer<Row<TraceRow>> use) {
        try (PageMemory.Pass _ = memory.lane()) {
            use.accept(asking.trace(id, bytes -> bytes <= LARGEST_TRACE));
        }
    }
}
