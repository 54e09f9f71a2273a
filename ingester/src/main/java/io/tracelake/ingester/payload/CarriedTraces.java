package io.tracelake.ingester.payload;

import io.tracelake.client.analytics.Keep;
import io.tracelake.client.analytics.Overflow;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.json.Cut;
import io.tracelake.client.json.JsonObject;
import io.tracelake.ingester.config.LargePayloads;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.config.Redaction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Traces as the settings let them leave the process: redacted first, then without what {@code ingest.payload} leaves out,
 * then, if they are too large, cut. For one project.
 */
public final class CarriedTraces {
    private final Payload payload;
    private final PayloadRules rules;
    private final Redactor redactor;
    private final Overflow overflow;

    public CarriedTraces(String projectId, Payload payload, PayloadRules rules) {
        this(
                payload,
                rules,
                rules.large() == LargePayloads.FILES ? new PayloadFiles(rules.lake(), projectId) : Overflow.NOWHERE);
    }

    CarriedTraces(Payload payload, PayloadRules rules, Overflow overflow) {
        this.payload = payload;
        this.rules = rules;
        this.redactor = new Redactor(rules.redaction());
        this.overflow = overflow;
    }

    /**
     * How much of an answer may be held. Nothing of a text that has to be redacted and can't be held is kept, not even its
     * beginning.
     *
     * @param recordBytes of one trace's input, output and metadata together
     */
    public Keep keep(long recordBytes, LongPredicate room) {
        boolean asSent = payload == Payload.FULL && rules.redaction().isEmpty();
        return new Keep(recordBytes, asSent ? rules.cutBytes() : 0, room, asSent ? overflow : Overflow.NOWHERE);
    }

    /**
     * A trace as it may be carried and remembered.
     *
     * @param bare the service can't give its input, output and metadata
     */
    public CarriedTrace of(TraceRow trace, boolean bare) {
        Marks marks = new Marks();
        var row = new TraceRow(
                trace.id(),
                trace.timestamp(),
                redactor.text("name", trace.name()),
                redactor.text("userId", trace.userId()),
                redactor.text("sessionId", trace.sessionId()),
                redactor.text("release", trace.release()),
                redactor.text("version", trace.version()),
                redactor.text("environment", trace.environment()),
                redactor.texts("tags", trace.tags()),
                trace.isPublic(),
                trace.bookmarked(),
                carried("input", trace.input(), trace, bare, marks),
                carried("output", trace.output(), trace, bare, marks),
                carried("metadata", trace.metadata(), trace, bare, marks),
                trace.latencyMillis(),
                trace.totalCost(),
                trace.observationIds(),
                trace.scoreIds(),
                redactor.text("htmlPath", trace.htmlPath()),
                redactor.text("externalId", trace.externalId()),
                trace.projectId(),
                trace.createdAt(),
                trace.updatedAt(),
                redactor.members(trace.extras()));
        return new CarriedTrace(row, marks);
    }

    private @Nullable String carried(String member, @Nullable String text, TraceRow trace, boolean bare, Marks marks) {
        Cut cut = trace.cuts().get(member);
        if (payload == Payload.NONE) {
            return null;
        }
        if (bare) {
            marks.missing(member);
            return null;
        }
        if (cut == null) {
            return shown(redactor.json(member, text));
        }
        if (!rules.redaction().isEmpty()) {
            marks.withheld(member, cut.bytes());
            return JsonObject.quoted(Redaction.REPLACEMENT);
        }
        if (payload == Payload.HASH) {
            return "\"sha256:" + cut.sha256() + '"';
        }
        marks.cut(member, cut);
        return text;
    }

    private @Nullable String shown(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (payload) {
            case FULL -> text;
            case HASH -> "\"sha256:" + Hashes.of(text) + '"';
            case NONE -> null;
        };
    }

    /** The text of a record that is no trace, as it may be carried. */
    public String malformed(String record) {
        return MalformedRecord.carried(record, redactor, this::hidden);
    }

    /** What stands for a part of such a record, if anything has to; null if it may be carried as it is. */
    private @Nullable String hidden(String member, String value) {
        return switch (member) {
            case "input", "output", "metadata" -> payload == Payload.FULL ? null : shownOrNull(value);
            case "observations", "scores", "" ->
                payload == Payload.FULL && rules.redaction().isEmpty() ? null : shownOrNull(value);
            default -> null;
        };
    }

    private String shownOrNull(String value) {
        return payload == Payload.HASH ? "\"sha256:" + Hashes.of(value) + '"' : "null";
    }

    /**
     * A trace that is too large, with the beginnings of its input, output and metadata in their place. With
     * {@code ingest.large-payloads: files} their full texts are on disk once this returns.
     */
    public CarriedTrace cut(CarriedTrace carried) {
        TraceRow row = carried.bare();
        Marks marks = carried.marks().copy();
        return new CarriedTrace(
                CarriedTrace.with(
                        row,
                        cut("input", row.input(), marks),
                        cut("output", row.output(), marks),
                        cut("metadata", row.metadata(), marks),
                        new Marks()),
                marks);
    }

    private @Nullable String cut(String member, @Nullable String text, Marks marks) {
        if (text == null || marks.has(member)) {
            return text;
        }
        long bytes = Utf8.length(text);
        if (bytes <= rules.cutBytes()) {
            return text;
        }
        String hash = Hashes.of(text);
        String place = overflown(text, hash);
        marks.cut(member, new Cut(bytes, hash, place.isEmpty() ? null : place));
        return JsonObject.quoted(Utf8.beginning(text, rules.cutBytes()));
    }

    private String overflown(String text, String hash) {
        Overflow.Text whole = overflow.begin();
        boolean complete = false;
        try {
            Utf8.forEachPiece(text, (piece, length) -> whole.write(piece, 0, length));
            String place = whole.complete(hash);
            complete = true;
            return place;
        } finally {
            if (!complete) {
                whole.abandon();
            }
        }
    }
}
