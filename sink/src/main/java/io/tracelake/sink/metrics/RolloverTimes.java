package io.tracelake.sink.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The clock of one rollover; each phase ends where the next one begins. */
public final class RolloverTimes {
    private final Timer writing;
    private final Timer committing;
    private final Timer publishing;
    private long begun = System.nanoTime();

    RolloverTimes(Timer writing, Timer committing, Timer publishing) {
        this.writing = writing;
        this.committing = committing;
        this.publishing = publishing;
    }

    /** Rows are in staged files. */
    public void written() {
        end(writing);
    }

    /** The transaction has come through. */
    public void committed() {
        end(committing);
    }

    /** Files are where readers look. */
    public void published() {
        end(publishing);
    }

    private void end(Timer phase) {
        long now = System.nanoTime();
        phase.record(now - begun, TimeUnit.NANOSECONDS);
        begun = now;
    }
}
