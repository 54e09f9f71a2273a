package io.tracelake.sandbox.limit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One bucket: the requests of its windows. Safe for use by many threads. */
final class Quota {
    private static final int WINDOWS_KEPT = 10_000;

    private final @Nullable Limit limit;
    private final Deque<LimitWindow> closed = new ArrayDeque<>();
    private @Nullable LimitWindow open;
    private long requests;
    private long refused;

    Quota(@Nullable Limit limit) {
        this.limit = limit;
    }

    /** The refusal of one more request, if it is one too many. */
    synchronized Optional<Excess> admit(Instant now) {
        requests++;
        if (limit == null) {
            return Optional.empty();
        }
        LimitWindow before = open;
        boolean fresh = before == null || !now.isBefore(before.start().plus(limit.window()));
        if (fresh && before != null) {
            keep(before);
        }
        LimitWindow window = fresh || before == null ? new LimitWindow(now, 0, 0) : before;
        int remaining = (int) Math.max(0, limit.requests() - window.requests() - 1);
        boolean excess = remaining < 1;
        open = window.counted(excess);
        if (!excess) {
            return Optional.empty();
        }
        refused++;
        return Optional.of(
                new Excess(limit.requests(), remaining, window.start().plus(limit.window()), now));
    }

    synchronized long requests() {
        return requests;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized List<LimitWindow> windows() {
        List<LimitWindow> all = new ArrayList<>(closed);
        if (open != null) {
            all.add(open);
        }
        return List.copyOf(all);
    }

    private void keep(LimitWindow window) {
        closed.addLast(window);
        if (closed.size() > WINDOWS_KEPT) {
            closed.removeFirst();
        }
    }
}
