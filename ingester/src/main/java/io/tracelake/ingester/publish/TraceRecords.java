package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.TraceRow;
import io.tracelake.schemas.Trace;
import java.time.Instant;

/** Traces as they may be carried → records of the topic. */
final class TraceRecords {
    private final String projectId;

    TraceRecords(String projectId) {
        this.projectId = projectId;
    }

    Trace revision(TraceRow trace, int revision, Instant observedAt) {
        return new Trace(
                projectId,
                trace.id(),
                revision,
                observedAt,
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
                trace.input(),
                trace.output(),
                trace.metadata(),
                trace.latencyMillis(),
                trace.totalCost(),
                trace.observationIds(),
                trace.scoreIds(),
                trace.htmlPath(),
                trace.externalId(),
                trace.createdAt(),
                trace.updatedAt(),
                trace.extras());
    }

    /** What a trace too large to carry leaves behind: the beginnings of its texts, in the order of the columns. */
    static String payload(TraceRow trace) {
        return "{\"input\":%s,\"output\":%s,\"metadata\":%s}"
                .formatted(trace.input(), trace.output(), trace.metadata());
    }
}
