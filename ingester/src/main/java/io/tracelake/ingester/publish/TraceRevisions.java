package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.payload.CarriedTrace;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.state.ContentHash;
import io.tracelake.ingester.state.Known;
import io.tracelake.ingester.state.RevisionRule;
import io.tracelake.ingester.state.RevisionRule.Verdict;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns rows that the service shows into revisions and dead letters, each once. Not thread-safe. */
public final class TraceRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(TraceRevisions.class);

    /** No update happens later than that from now, whatever the service says. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Outbox outbox;
    private final CarriedTraces carried;
    private final TraceRecords records;
    private final BiConsumer<String, Consumer<Row<TraceRow>>> byId;
    private final @Nullable SeenTags tags;
    private final InstantSource clock;

    /**
     * Revisions for one project.
     *
     * @param byId reads one trace by its id, for who is told of it
     * @param tags told of every trace shown, null if nobody asks
     */
    public TraceRevisions(
            Outbox outbox,
            CarriedTraces carried,
            BiConsumer<String, Consumer<Row<TraceRow>>> byId,
            @Nullable SeenTags tags,
            InstantSource clock) {
        this.outbox = outbox;
        this.carried = carried;
        this.records = new TraceRecords(outbox.projectId());
        this.byId = byId;
        this.tags = tags;
        this.clock = clock;
    }

    /**
     * Adds what is new in these rows to the outbox, and commits whenever that is full.
     *
     * @return when the earliest of the traces seen for the first time began; null if none was
     * @throws PartitionLostException if a commit fails
     */
    public @Nullable Instant add(FetchedRows fetched) {
        Instant observedAt = clock.instant();
        Instant earliest = null;
        for (Row<TraceRow> row : fetched.rows()) {
            switch (row) {
                case Row.Valid(var trace) -> {
                    boolean bare = fetched.bare().contains(trace.id());
                    boolean first = add(carried.of(trace, bare), false, observedAt, fetched.source());
                    if (first && (earliest == null || trace.timestamp().isBefore(earliest))) {
                        earliest = trace.timestamp();
                    }
                }
                case Row.Malformed<TraceRow> malformed -> add(malformed, observedAt, fetched.source());
            }
            if (outbox.isFull()) {
                outbox.flush();
            }
        }
        return earliest;
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

    /** Whether a state of a trace, as it may be carried, would be the next revision. */
    public boolean isNews(TraceRow trace) {
        return judge(carried.of(trace, false), true, clock.instant()) instanceof Verdict.Carry;
    }

    /** Adds one trace as it was read by itself, cut if need be, if that is new; never a dead letter. */
    public Added addAlone(TraceRow trace) {
        CarriedTrace alone = carried.of(trace, false);
        TraceRow row = alone.row();
        if (tags != null) {
            tags.saw(row);
        }
        Instant observedAt = clock.instant();
        if (!(judge(alone, true, observedAt) instanceof Verdict.Carry(var next))) {
            return Added.NOTHING_NEW;
        }
        byte[] value = smallest(alone, next, observedAt);
        if (value.length > DeadLetters.MAX_VALUE_BYTES) {
            return Added.TOO_LARGE;
        }
        add(value, StateKey.trace(outbox.projectId(), row.id()), next);
        return Added.CARRIED;
    }

    private Verdict judge(CarriedTrace trace, boolean confirmed, Instant observedAt) {
        TraceRow row = trace.row();
        Known known = outbox.state().get(StateKey.trace(outbox.projectId(), row.id()));
        Instant updatedAt = updatedAt(row, observedAt);
        long content = ContentHash.of(row);
        return trace.isBare()
                ? RevisionRule.judgeBare(known, content, row.timestamp(), updatedAt, confirmed)
                : RevisionRule.judge(known, content, row.timestamp(), updatedAt, confirmed);
    }

    /** True if that is the first revision of the trace. */
    private boolean add(CarriedTrace trace, boolean confirmed, Instant observedAt, URI address) {
        TraceRow row = trace.row();
        if (tags != null) {
            tags.saw(row);
        }
        StateKey key = StateKey.trace(outbox.projectId(), row.id());
        return switch (judge(trace, confirmed, observedAt)) {
            case Verdict.Ignore() -> false;
            case Verdict.Confirm() -> {
                confirm(trace, observedAt, address);
                yield false;
            }
            case Verdict.Carry(var next) -> carry(trace, key, next, observedAt, address) && next.revision() == 1;
        };
    }

    /** A clock that runs ahead dates nothing: else every later update would be older until that time has come. */
    private static @Nullable Instant updatedAt(TraceRow row, Instant observedAt) {
        Instant updatedAt = row.updatedAt();
        return updatedAt != null && updatedAt.isAfter(observedAt.plus(CLOCKS_DIFFER)) ? null : updatedAt;
    }

    /** False if the trace has become a dead letter. */
    private boolean carry(CarriedTrace trace, StateKey key, Known next, Instant observedAt, URI address) {
        byte[] value = smallest(trace, next, observedAt);
        if (value.length <= DeadLetters.MAX_VALUE_BYTES) {
            add(value, key, next);
            return true;
        }
        TraceRow cut = carried.cut(trace).row();
        String detail = "trace %s has %d bytes without input, output and metadata, Kafka is set to carry %d"
                .formatted(cut.id(), value.length, DeadLetters.MAX_VALUE_BYTES);
        var letter = letter(DeadLetterReason.TOO_LARGE, detail, TraceRecords.payload(cut), address, observedAt);
        addOnce(letter, next.content(), cut.timestamp());
        return false;
    }

    /** The record with the whole trace, or with a cut one if that is too large for Kafka; which may be too large too. */
    private byte[] smallest(CarriedTrace trace, Known next, Instant observedAt) {
        byte[] whole = mayFit(trace) ? encoded(trace.row(), next, observedAt) : new byte[0];
        return whole.length > 0 && whole.length <= DeadLetters.MAX_VALUE_BYTES
                ? whole
                : encoded(carried.cut(trace).row(), next, observedAt);
    }

    private void add(byte[] value, StateKey key, Known next) {
        outbox.add(Topics.TRACES, Topics.key(outbox.projectId(), key.id()), value, key, next);
        outbox.moveTo(outbox.position().plusRevision(next.revision()));
    }

    /** A character has at least a byte: what can't fit need not be encoded to know it. */
    private static boolean mayFit(CarriedTrace trace) {
        TraceRow row = trace.row();
        long least = length(row.input()) + length(row.output()) + length(row.metadata());
        return !trace.isCut() && least <= DeadLetters.MAX_VALUE_BYTES;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private byte[] encoded(TraceRow row, Known next, Instant observedAt) {
        return Topics.TRACES.encode(records.revision(row, next.revision(), observedAt));
    }

    /** A trace that can't be read by its id is taken as it was listed: a revision too many rather than a stale one. */
    private void confirm(CarriedTrace listed, Instant observedAt, URI address) {
        String id = listed.row().id();
        boolean[] read = {false};
        try {
            byId.accept(id, row -> {
                if (row instanceof Row.Valid(var trace) && trace.id().equals(id)) {
                    read[0] = true;
                    add(carried.of(trace, false), true, observedAt, address);
                }
            });
        } catch (CredentialsRefusedException | CallInterruptedException e) {
            throw e;
        } catch (ServiceException e) {
            LOG.debug("trace {} of {} can't be read by its id: {}", id, outbox.projectId(), e.getMessage());
        }
        if (!read[0]) {
            add(listed, true, observedAt, address);
        }
    }

    private void add(Row.Malformed<TraceRow> row, Instant observedAt, URI address) {
        String payload = carried.malformed(row.payload());
        String detail = payload.equals(row.payload()) ? row.detail() : DeadLetters.withheld(row.detail());
        var letter = letter(DeadLetterReason.MALFORMED, detail, payload, address, observedAt);
        addOnce(letter, ContentHash.of(payload), row.timestamp() == null ? observedAt : row.timestamp());
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
