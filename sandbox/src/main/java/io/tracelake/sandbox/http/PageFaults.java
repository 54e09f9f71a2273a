package io.tracelake.sandbox.http;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.Strike;
import io.tracelake.sandbox.fault.Strikes;
import io.tracelake.sandbox.traffic.Slice;
import io.tracelake.sandbox.traffic.Trace;
import io.tracelake.sandbox.traffic.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Faults in what a page says. */
final class PageFaults {
    private static final Duration BACK = Duration.ofHours(1);

    private final Strikes strikes;

    PageFaults(Strikes strikes) {
        this.strikes = strikes;
    }

    Window window(Window asked) {
        return strikes.content(Fault.BACK_IN_TIME)
                .map(strike -> asked.movedBack(strike.duration(BACK)))
                .orElse(asked);
    }

    <T> List<T> rows(List<T> rows, Slice slice) {
        List<T> changed = strikes.content(Fault.REPEATED_ROWS)
                .map(strike -> repeated(rows, slice.limit(), strike))
                .orElse(rows);
        return strikes.content(Fault.UNSORTED)
                .map(strike -> {
                    List<T> shuffled = new ArrayList<>(changed);
                    Collections.shuffle(shuffled, new Random(strike.draw()));
                    return shuffled;
                })
                .orElse(changed);
    }

    long totalItems(long truth) {
        return strikes.content(Fault.MOVING_TOTAL)
                .map(strike -> new Random(strike.draw()).nextLong(2 * truth + 2))
                .orElse(truth);
    }

    Trace trace(Trace trace) {
        long timestamp = shift(Fault.WRONG_TIMESTAMPS);
        long service = shift(Fault.WRONG_CLOCK);
        return timestamp == 0 && service == 0 ? trace : trace.shifted(timestamp, service);
    }

    private long shift(Fault fault) {
        return strikes.content(fault)
                .map(strike -> strike.duration(FaultAnswers.CLOCK_ERROR).toMillis())
                .orElse(0L);
    }

    /** The rows stay in their order. */
    private static <T> List<T> repeated(List<T> rows, int limit, Strike strike) {
        Random random = new Random(strike.draw());
        Set<Integer> twice = new HashSet<>();
        for (int n = 0; n < strike.rows() && !rows.isEmpty(); n++) {
            twice.add(random.nextInt(rows.size()));
        }
        List<T> repeated = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            repeated.add(rows.get(n));
            if (twice.contains(n)) {
                repeated.add(rows.get(n));
            }
        }
        return repeated.subList(0, Math.min(limit, repeated.size()));
    }
}
