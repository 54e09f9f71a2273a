package io.tracelake.ingester.payload;

import io.tracelake.client.analytics.TraceRow;
import org.jspecify.annotations.Nullable;

/** A trace as it may leave the process. */
public final class CarriedTrace {
    private final TraceRow bare;
    private final Marks marks;

    CarriedTrace(TraceRow bare, Marks marks) {
        this.bare = bare;
        this.marks = marks;
    }

    /** With what its extras have to say about it. */
    public TraceRow row() {
        return with(bare, bare.input(), bare.output(), bare.metadata(), marks);
    }

    /** Whether a part of it was cut while it came, and the rest has to be, or it would depend on the way it came. */
    public boolean isCut() {
        return marks.sayCut();
    }

    /** Whether a part of it was too large to be redacted, or isn't to be had. */
    public boolean isPartial() {
        return marks.sayNothing();
    }

    /** Whether it lacks what the service can't give. */
    public boolean isBare() {
        return marks.sayMissing();
    }

    /** Without what its extras have to say about it. */
    public TraceRow bare() {
        return bare;
    }

    Marks marks() {
        return marks;
    }

    static TraceRow with(
            TraceRow trace, @Nullable String input, @Nullable String output, @Nullable String metadata, Marks marks) {
        return new TraceRow(
                trace.id(),
                trace.timestamp(),
                trace.name(),
                trace.userId(),
                trace.sessionId(),
                trace.release(),
                trace.version(),
                trace.environment(),
                trace.tags(),
                trace.isPublic(),
                trace.bookmarked(),
                input,
                output,
                metadata,
                trace.latencyMillis(),
                trace.totalCost(),
                trace.observationIds(),
                trace.scoreIds(),
                trace.htmlPath(),
                trace.externalId(),
                trace.projectId(),
                trace.createdAt(),
                trace.updatedAt(),
                marks.in(trace.extras()));
    }
}
