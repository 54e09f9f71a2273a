package io.tracelake.app.verify;

import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.client.analytics.Keep;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.config.LargePayloads;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.config.Redaction;
import io.tracelake.ingester.payload.CarriedTrace;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.source.PageMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A trace in the form in which what the service shows and what the lake holds can be compared: times in microseconds, texts
 * as UTF-8 can hold them, of input, output and metadata what {@code ingest.payload} says, as a hash: of those that are cut
 * there is no more. Written apart from the code that writes the lake, so that they can disagree.
 */
final class Carried {
    private static final String HASHED = "\"sha256:";

    private final Payload payload;
    private final CarriedTraces redacting;

    Carried(Payload payload, Redaction redaction) {
        this.payload = payload;
        var rules = new PayloadRules(LargePayloads.CUT, 1, Path.of(""), redaction);
        this.redacting = new CarriedTraces("", io.tracelake.ingester.config.Payload.FULL, rules);
    }

    /** How much of the service's answers is held to compare it. */
    Keep keep(LongPredicate room) {
        return redacting.keep(PageMemory.RECORD, room);
    }

    /** What the service shows. */
    TraceState shown(TraceRow trace) {
        CarriedTrace redacted = redacting.of(trace, false);
        Map<String, String> hashes = new HashMap<>();
        trace.cuts().forEach((member, cut) -> hashes.put(member, cut.sha256()));
        return state(redacted.bare(), hashes, redacted.isPartial());
    }

    /** What the lake holds. */
    TraceState held(TraceRow trace) {
        LakeMarks marks = LakeMarks.of(trace.extras());
        return state(
                with(trace, trace.input(), trace.output(), trace.metadata(), marks.extras()),
                marks.hashes(),
                marks.partial());
    }

    private TraceState state(TraceRow trace, Map<String, String> hashes, boolean partial) {
        return TraceState.of(
                with(
                        trace,
                        payload(trace.input(), hashes.get("input")),
                        payload(trace.output(), hashes.get("output")),
                        payload(trace.metadata(), hashes.get("metadata")),
                        trace.extras()),
                with(trace, null, null, null, trace.extras()),
                partial);
    }

    private static TraceRow with(
            TraceRow trace,
            @Nullable String input,
            @Nullable String output,
            @Nullable String metadata,
            @Nullable String extras) {
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
                input,
                output,
                metadata,
                trace.latencyMillis(),
                trace.totalCost(),
                utf8(trace.observationIds()),
                utf8(trace.scoreIds()),
                utf8(trace.htmlPath()),
                utf8(trace.externalId()),
                null,
                micros(trace.createdAt()),
                micros(trace.updatedAt()),
                utf8(extras));
    }

    private @Nullable String payload(@Nullable String json, @Nullable String hash) {
        if (json == null || payload == Payload.NONE) {
            return null;
        }
        boolean hashed = payload == Payload.HASH && json.startsWith(HASHED);
        return hashed ? json : HASHED + (hash == null ? sha256(json) : hash) + '"';
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
