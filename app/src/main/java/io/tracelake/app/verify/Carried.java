package io.tracelake.app.verify;

import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.client.analytics.TraceRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it is expected in the lake: times in microseconds, texts as UTF-8 can hold them, input, output and metadata
 * as {@code ingest.payload} says. Written apart from the code that writes the lake, so that they can disagree.
 */
final class Carried {
    private static final String HASHED = "\"sha256:";

    private final Payload payload;

    Carried(Payload payload) {
        this.payload = payload;
    }

    /** Idempotent, so that it may be applied to what the service shows and to what the lake holds. */
    TraceRow of(TraceRow trace) {
        return new TraceRow(
                trace.id(),
                trace.timestamp().truncatedTo(ChronoUnit.MICROS),
                utf8(trace.name()),
                utf8(trace.userId()),
                utf8(trace.sessionId()),
                utf8(trace.release()),
                utf8(trace.version()),
                utf8(trace.environment()),
                utf8(trace.tags()),
                trace.isPublic(),
                trace.bookmarked(),
                payload(trace.input()),
                payload(trace.output()),
                payload(trace.metadata()),
                trace.latencyMillis(),
                trace.totalCost(),
                utf8(trace.observationIds()),
                utf8(trace.scoreIds()),
                utf8(trace.htmlPath()),
                utf8(trace.externalId()),
                null,
                micros(trace.createdAt()),
                micros(trace.updatedAt()),
                utf8(trace.extras()));
    }

    private @Nullable String payload(@Nullable String json) {
        if (json == null) {
            return null;
        }
        return switch (payload) {
            case FULL -> utf8(json);
            case HASH -> json.startsWith(HASHED) ? json : HASHED + sha256(json) + '"';
            case NONE -> null;
        };
    }

    private static @Nullable Instant micros(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static List<String> utf8(List<String> texts) {
        return texts.stream().map(Carried::utf8Of).toList();
    }

    private static @Nullable String utf8(@Nullable String text) {
        return text == null ? null : utf8Of(text);
    }

    /** Half a surrogate pair, which JSON can escape, has no UTF-8. */
    static String utf8Of(String text) {
        boolean plain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
        return plain ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
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
