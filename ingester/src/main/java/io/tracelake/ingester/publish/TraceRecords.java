package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.config.Payload;
import io.tracelake.schemas.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Traces as the service shows them → records of the topic. */
final class TraceRecords {
    private final String projectId;
    private final Payload payload;

    TraceRecords(String projectId, Payload payload) {
        this.projectId = projectId;
        this.payload = payload;
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
                carried(trace.input()),
                carried(trace.output()),
                carried(trace.metadata()),
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

    /** What a trace too large to carry leaves behind: the texts that make it large, in the order of the columns. */
    String payload(TraceRow trace) {
        return "{\"input\":%s,\"output\":%s,\"metadata\":%s}"
                .formatted(carried(trace.input()), carried(trace.output()), carried(trace.metadata()));
    }

    private @Nullable String carried(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (payload) {
            case FULL -> text;
            case HASH -> "\"sha256:" + sha256(text) + '"';
            case NONE -> null;
        };
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
