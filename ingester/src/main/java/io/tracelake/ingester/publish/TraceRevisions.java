package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.state.ContentHash;
import io.tracelake.ingester.state.RevisionRule;
import io.tracelake.ingester.state.RevisionRule.Verdict;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns rows that the service shows into revisions and dead letters, each once. Not thread-safe. */
public final class TraceRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(TraceRevisions.class);

    private final Outbox outbox;
    private final TraceRecords records;
    private final Function<String, Row<TraceRow>> byId;
    private final @Nullable SeenTags tags;
    private final InstantSource clock;

    /**
     * Revisions for one project.
     *
     * @param byId reads one trace by its id
     * @param tags told of every trace shown, null if nobody asks
     */
    public TraceRevisions(
            Outbox outbox,
            Payload payload,
            Function<String, Row<TraceRow>> byId,
            @Nullable SeenTags tags,
            InstantSource clock) {
        this.outbox = outbox;
        this.records = new TraceRecords(outbox.projectId(), payload);
        this.byId = byId;
        this.tags = tags;
        this.clock = clock;
    }

    /** Adds what is new in these rows to the outbox. */
    public void add(FetchedRows fetched) {
        Instant observedAt = clock.instant();
        for (Row<TraceRow> row : fetched.rows()) {
            switch (row) {
                case Row.Valid(var trace) -> add(trace, false, observedAt, fetched.source());
                case Row.Malformed<TraceRow> malformed -> add(malformed, observedAt, fetched.source());
            }
        }
    }

    /** What {@link #addAlone} has done. */
    public enum Added {
        CARRIED,
        NOTHING_NEW,
        TOO_LARGE
    }

    /** Whether any state of a trace is remembered as carried. */
    public boolean isKnown(String traceId) {
        return outbox.state().get(StateKey.trace(outbox.projectId(), traceId)) != null;
    }

    /** Whether a state of a trace would be the next revision. */
    public boolean isNews(TraceRow trace) {
        var known = outbox.state().get(StateKey.trace(outbox.projectId(), trace.id()));
        return RevisionRule.judge(known, ContentHash.of(trace), trace.timestamp(), trace.updatedAt(), true)
                instanceof Verdict.Carry;
    }

    /** Adds one trace as it was read by itself, if that is new; never a dead letter. */
    public Added addAlone(TraceRow trace) {
        Instant observedAt = clock.instant();
        byte[] largest = Topics.TRACES.encode(records.revision(trace, Integer.MAX_VALUE, observedAt));
        if (largest.length > DeadLetters.MAX_VALUE_BYTES) {
            return Added.TOO_LARGE;
        }
        long before = outbox.position().revisions();
        add(trace, true, observedAt, URI.create(""));
        return outbox.position().revisions() > before ? Added.CARRIED : Added.NOTHING_NEW;
    }

    private void add(TraceRow trace, boolean confirmed, Instant observedAt, URI source) {
        if (tags != null) {
            tags.saw(trace);
        }
        StateKey key = StateKey.trace(outbox.projectId(), trace.id());
        long content = ContentHash.of(trace);
        Verdict verdict =
                RevisionRule.judge(outbox.state().get(key), content, trace.timestamp(), trace.updatedAt(), confirmed);
        switch (verdict) {
            case Verdict.Ignore() -> {}
            case Verdict.Confirm() -> confirm(trace, observedAt, source);
            case Verdict.Carry(var next) -> {
                byte[] value = Topics.TRACES.encode(records.revision(trace, next.revision(), observedAt));
                if (value.length > DeadLetters.MAX_VALUE_BYTES) {
                    String detail = "trace %s has %d bytes, Kafka is set to carry %d"
                            .formatted(trace.id(), value.length, DeadLetters.MAX_VALUE_BYTES);
                    var letter = letter(DeadLetterReason.TOO_LARGE, detail, records.payload(trace), source, observedAt);
                    addOnce(letter, content, trace.timestamp());
                } else {
                    outbox.add(Topics.TRACES, Topics.key(outbox.projectId(), trace.id()), value, key, next);
                    outbox.moveTo(outbox.position().plusRevision(next.revision()));
                }
            }
        }
    }

    /** A trace that can't be read by its id is taken as it was listed: a revision too many rather than a stale one. */
    private void confirm(TraceRow listed, Instant observedAt, URI source) {
        try {
            if (byId.apply(listed.id()) instanceof Row.Valid(var trace)
                    && trace.id().equals(listed.id())) {
                add(trace, true, observedAt, source);
                return;
            }
        } catch (CredentialsRefusedException | CallInterruptedException e) {
            throw e;
        } catch (ServiceException e) {
            LOG.debug("trace {} of {} can't be read by its id: {}", listed.id(), outbox.projectId(), e.getMessage());
        }
        add(listed, true, observedAt, source);
    }

    private void add(Row.Malformed<TraceRow> row, Instant observedAt, URI source) {
        var letter = letter(DeadLetterReason.MALFORMED, row.detail(), row.payload(), source, observedAt);
        addOnce(letter, ContentHash.of(row.payload()), row.timestamp() == null ? observedAt : row.timestamp());
    }

    private DeadLetter letter(DeadLetterReason reason, String detail, String payload, URI source, Instant observedAt) {
        return DeadLetters.letter(
                outbox.projectId(), Topics.TRACES, reason, detail, payload, source.toString(), observedAt);
    }

    /** The same record comes again with every look-back; its content tells. */
    private void addOnce(DeadLetter letter, long content, Instant timestamp) {
        StateKey key = StateKey.malformed(outbox.projectId(), content);
        if (RevisionRule.judge(outbox.state().get(key), content, timestamp, null, true)
                instanceof Verdict.Carry(var next)) {
            outbox.add(letter, key, next);
        }
    }
}
