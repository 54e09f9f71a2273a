package io.tracelake.ingester.state;

import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.RequestProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one project, as its owner holds it. It runs ahead of {@code ingest-state} by what is being
 * committed; if that commit fails, the whole state is thrown away and restored. Not thread-safe.
 */
public final class ProjectState {
    /**
     * How far behind the oldest instant that can still be read again fingerprints are held for sure: a trace whose
     * timestamp moved across midnight is recognised.
     */
    private static final Duration MARGIN = Duration.ofDays(1);

    /** Below this many there is no need to forget any: an id is then recognised however far its timestamp moved. */
    private static final int ROOMY = 50_000;

    private final FingerprintTable fingerprints = new FingerprintTable();
    private final FingerprintTable tagMetrics = new FingerprintTable();
    private final Map<StateKey, Known> few = new HashMap<>();
    private final Map<String, Known> tags = new HashMap<>();
    private final Map<StateKey.Kind, ListedRows> rows = new EnumMap<>(StateKey.Kind.class);
    private final Map<RequestId, RequestProgress> requests = new HashMap<>();
    private @Nullable Position position;
    private @Nullable Instant heldFrom;

    /** Where reading stands; null if it has never begun. */
    public @Nullable Position position() {
        return position;
    }

    public void moveTo(Position next) {
        position = next;
    }

    public @Nullable Known get(StateKey key) {
        return switch (key.kind()) {
            case DAILY_METRICS, PROJECT -> few.get(key);
            case TAG -> tags.get(key.id());
            case TAG_METRICS -> tagMetrics.get(key.hash());
            case TRACE, MALFORMED, CURSOR -> fingerprints.get(key.hash());
            case MEMBER, API_KEY, LLM_API_KEY, REQUEST -> throw isNoFingerprint(key);
        };
    }

    public void put(StateKey key, Known known) {
        switch (key.kind()) {
            case DAILY_METRICS, PROJECT -> few.put(key, known);
            case TAG -> tags.put(key.id(), known);
            case TAG_METRICS -> tagMetrics.put(key.hash(), known);
            case TRACE, MALFORMED, CURSOR -> fingerprints.put(key.hash(), known);
            case MEMBER, API_KEY, LLM_API_KEY, REQUEST -> throw isNoFingerprint(key);
        }
    }

    /** Tags that the project's traces carry. */
    public Set<String> tags() {
        return Collections.unmodifiableSet(tags.keySet());
    }

    public void forgetTag(String tag) {
        tags.remove(tag);
    }

    /** The newest carried revisions of the things of a kind, by id. */
    public ListedRows rows(StateKey.Kind kind) {
        return rows.computeIfAbsent(kind, first -> new ListedRows());
    }

    /** What became of the requests of operators. */
    public Map<RequestId, RequestProgress> requests() {
        return Collections.unmodifiableMap(requests);
    }

    public void note(RequestId id, RequestProgress progress) {
        requests.put(id, progress);
    }

    public void forgetRequest(RequestId id) {
        requests.remove(id);
    }

    /** The oldest event time whose fingerprints a request that hasn't ended may compare; MAX if there is none. */
    Instant oldestRequested() {
        Instant oldest = Instant.MAX;
        for (RequestProgress request : requests.values()) {
            Instant from = request.getFrom();
            if (from != null && isUnderWay(request)) {
                oldest = min(oldest, from.minus(MARGIN));
            }
        }
        return oldest;
    }

    private static boolean isUnderWay(RequestProgress request) {
        return switch (request.getState()) {
            case RUNNING, PAUSED -> true;
            case DONE, CANCELLED, FAILED, UNKNOWN -> false;
        };
    }

    /** Holds on to fingerprints from an event time on, whatever lies outside the horizon; null: no longer. */
    public void hold(@Nullable Instant from) {
        heldFrom = from;
    }

    /** Adds fingerprints that are missing here. What is here already is newer. */
    public void addMissing(FingerprintTable loaded) {
        loaded.copyMissingTo(fingerprints);
    }

    /** Fingerprints of traces and malformed records held. */
    public int size() {
        return fingerprints.size();
    }

    /** Forgets fingerprints that no reading can meet again, if there are many. */
    public void evict(Duration lookback, Instant now) {
        if (fingerprints.size() <= ROOMY) {
            return;
        }
        fingerprints.evictBefore(saturatedMillis(heldFrom(lookback, now)));
    }

    /** The oldest event time whose fingerprints are held for sure, if no more are asked for. */
    public Instant horizon(Duration lookback, Instant now) {
        Instant oldest = now.minus(lookback);
        if (position != null) {
            oldest = min(oldest, min(position.watermark(), position.lookbackWatermark()));
        }
        return oldest.minus(MARGIN);
    }

    private Instant heldFrom(Duration lookback, Instant now) {
        Instant horizon = horizon(lookback, now);
        return heldFrom == null ? horizon : min(horizon, heldFrom);
    }

    /** The first day whose metrics may be asked for again. */
    LocalDate firstDay() {
        LocalDate first = position == null ? LocalDate.MAX : position.metricsFrom();
        for (Known tag : tags.values()) {
            LocalDate unread = SeenTag.of(tag).unread();
            first = unread.isBefore(first) ? unread : first;
        }
        return first;
    }

    void restore(StateKey key, IngestState value) {
        var cursor = value.getCursor();
        var fingerprint = value.getFingerprint();
        var row = value.getRow();
        var request = value.getRequest();
        if (request != null) {
            note(RequestId.parse(key.id()), request);
        } else if (row != null) {
            var bytes = new byte[row.remaining()];
            row.get(bytes);
            rows(key.kind()).put(key.id(), bytes);
        } else if (cursor != null) {
            position = Position.of(cursor);
        } else if (fingerprint != null) {
            put(key, Known.of(fingerprint));
        }
    }

    private static IllegalArgumentException isNoFingerprint(StateKey key) {
        return new IllegalArgumentException("the value of '" + key + "' is no fingerprint");
    }

    private static long saturatedMillis(Instant instant) {
        return instant.equals(Instant.MIN) ? Long.MIN_VALUE : instant.toEpochMilli();
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
