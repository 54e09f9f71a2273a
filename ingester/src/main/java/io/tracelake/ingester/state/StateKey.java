package io.tracelake.ingester.state;

import io.tracelake.schemas.Topics;
import java.time.LocalDate;

/**
 * A key of {@code ingest-state}.
 *
 * @param id the rest of the key, empty for kinds of which a project has one
 */
public record StateKey(String projectId, Kind kind, String id) {

    /** What a key's value is about. */
    public enum Kind {
        CURSOR("cursor"),
        TRACE("trace"),
        MALFORMED("malformed"),
        DAILY_METRICS("daily-metrics"),
        TAG("tag"),
        TAG_METRICS("tag-metrics"),
        MEMBER("member"),
        API_KEY("api-key"),
        LLM_API_KEY("llm-api-key"),
        REQUEST("request"),
        PROJECT("project");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        private static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind '" + text + "'");
        }
    }

    public static StateKey cursor(String projectId) {
        return new StateKey(projectId, Kind.CURSOR, "");
    }

    public static StateKey trace(String projectId, String traceId) {
        return new StateKey(projectId, Kind.TRACE, traceId);
    }

    public static StateKey malformed(String projectId, long payloadHash) {
        return new StateKey(projectId, Kind.MALFORMED, Long.toHexString(payloadHash));
    }

    public static StateKey dailyMetrics(String projectId, LocalDate day) {
        return new StateKey(projectId, Kind.DAILY_METRICS, day.toString());
    }

    /** A tag that the project's traces carry. */
    public static StateKey tag(String projectId, String tag) {
        return new StateKey(projectId, Kind.TAG, tag);
    }

    /** Figures of one tag; a day's text has one length, so the rest is the tag, whatever it holds. */
    public static StateKey tagMetrics(String projectId, LocalDate day, String tag) {
        return new StateKey(projectId, Kind.TAG_METRICS, day + "/" + tag);
    }

    public static StateKey project(String projectId) {
        return new StateKey(projectId, Kind.PROJECT, "");
    }

    /** What became of an operator's request. */
    public static StateKey request(String projectId, RequestId id) {
        return new StateKey(projectId, Kind.REQUEST, id.toString());
    }

    /** Reads what {@link #toString} wrote. Ids and tags may hold slashes. */
    static StateKey parse(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("'" + key + "' is no key of ingest-state");
        }
        return new StateKey(parts[0], Kind.of(parts[1]), parts.length == 3 ? parts[2] : "");
    }

    /** What stands for the id in a {@link FingerprintTable}, the same for no two kinds. */
    public IdHash hash() {
        return IdHash.of(kind == Kind.TRACE ? id : kind.text + '/' + id);
    }

    @Override
    public String toString() {
        return id.isEmpty() ? Topics.key(projectId, kind.text) : Topics.key(projectId, kind.text, id);
    }
}
