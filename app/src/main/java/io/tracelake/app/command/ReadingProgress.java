package io.tracelake.app.command;

import io.tracelake.app.output.Cells;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells a user at a terminal, but no file or pipe, that a long reading goes on: after two seconds, then twice a second. */
final class ReadingProgress {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration NEXT = Duration.ofMillis(500);

    private final PrintWriter err;
    private final InstantSource clock;
    private final boolean interactive = Consoles.interactive();
    private Instant next;
    private boolean shown;

    ReadingProgress(PrintWriter err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.next = clock.instant().plus(FIRST);
    }

    void records(long count) {
        Instant now = clock.instant();
        if (interactive && !now.isBefore(next)) {
            err.print("\rreading what the ingester remembers: " + Cells.count(count) + " records");
            err.flush();
            next = now.plus(NEXT);
            shown = true;
        }
    }

    void clear() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
