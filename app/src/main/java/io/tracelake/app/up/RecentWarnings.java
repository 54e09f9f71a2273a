package io.tracelake.app.up;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last few messages of the log for the view. Thread-safe. */
final class RecentWarnings extends AppenderBase<ILoggingEvent> {
    private static final int KEPT = 3;

    private final Deque<String> lines = new ArrayDeque<>();

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(UpLog.line(event));
        }
    }

    /** Oldest first. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
