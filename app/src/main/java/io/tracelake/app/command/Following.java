package io.tracelake.app.command;

import io.tracelake.app.request.ProgressBar;
import io.tracelake.app.request.ProgressTail;
import io.tracelake.app.request.TrackedRequest;
import io.tracelake.schemas.IngestRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Shows how a backfill gets on until it ends: as a bar drawn over itself on a terminal, otherwise as a line now and then.
 * Ctrl-C ends this and not the backfill, and says so.
 */
final class Following {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final InstantSource clock;
    private final String id;
    private final boolean interactive = Consoles.interactive();
    private Instant nextLine = Instant.MIN;

    Following(PrintWriter err, InstantSource clock, String id) {
        this.err = err;
        this.clock = clock;
        this.id = id;
    }

    List<TrackedRequest> toEnd(ProgressTail tail, List<IngestRequest> requests) {
        var farewell = new Thread(this::sayGoodbye, "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        var bar = new ProgressBar();
        err.println("backfill " + id);
        List<TrackedRequest> reached;
        do {
            reached = tail.next(requests, STEP);
            show(bar.line(reached, clock.instant()));
        } while (!reached.stream().allMatch(TrackedRequest::hasEnded));
        if (interactive) {
            err.print("\r\033[K");
            err.flush();
        }
        Runtime.getRuntime().removeShutdownHook(farewell);
        return reached;
    }

    private void show(String line) {
        Instant now = clock.instant();
        if (interactive) {
            err.print("\r\033[K" + line);
        } else if (!now.isBefore(nextLine)) {
            nextLine = now.plus(LINE_EVERY);
            err.println(line);
        }
        err.flush();
    }

    private void sayGoodbye() {
        err.println();
        err.println("backfill " + id + " goes on; 'tracelake backfill show " + id + "' tells how far it is");
        err.flush();
    }
}
