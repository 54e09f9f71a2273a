package io.tracelake.streams.aggregate;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The running numbers under one key. Everything but the distinct counts can be taken back exactly, so the order of
 * additions and removals doesn't matter. Not thread-safe.
 */
public final class Aggregate {
    /** First number of the encoded form; another form gets another number. */
    private static final int FORM = 1;

    /** One trace, in the units of {@link ExactSum}. */
    private static final long ONE = 1_000_000_000_000L;

    private int revision;
    private long observedAt = Long.MIN_VALUE;
    private long traces;
    private ExactSum tracesSplit = new ExactSum();
    private ExactSum cost = new ExactSum();
    private ExactSum costSplit = new ExactSum();
    private LatencySketch latencies = new LatencySketch();
    private DistinctCount users = new DistinctCount();
    private DistinctCount sessions = new DistinctCount();

    /** Adds the share that one of so many keys of a scope has in a trace. */
    void add(UsageFact fact, int keys, int index) {
        change(fact, keys, index, 1);
        if (fact.getUser() != null) {
            users.add(fact.getUser());
        }
        if (fact.getSession() != null) {
            sessions.add(fact.getSession());
        }
    }

    /** Takes back what {@link #add} added, but for user and session. */
    void remove(UsageFact fact, int keys, int index) {
        change(fact, keys, index, -1);
    }

    private void change(UsageFact fact, int keys, int index, int sign) {
        traces += sign;
        tracesSplit.add(sign * Shares.of(ONE, keys, index));
        cost.add(sign * fact.getCost());
        costSplit.add(sign * Shares.of(fact.getCost(), keys, index));
        if (fact.getLatencyMs() != null) {
            latencies.add(fact.getLatencyMs(), sign);
        }
    }

    /** The numbers now include what was observed at this moment, microseconds since 1970. */
    void observed(long micros) {
        observedAt = Math.max(observedAt, micros);
    }

    /** A state is about to be published. */
    void nextRevision() {
        revision++;
    }

    /** As users see it. */
    public Usage row(UsageKey key) {
        return new Usage(
                key.projectId(),
                key.scope(),
                key.tag(),
                Instant.ofEpochMilli(key.windowStart()),
                traces,
                tracesSplit.value(),
                cost.value(),
                costSplit.value(),
                latencies.count(),
                latencies.quantile(0.5),
                latencies.quantile(0.9),
                latencies.quantile(0.95),
                latencies.quantile(0.99),
                latencies.max(),
                users.estimate(),
                sessions.estimate(),
                revision,
                Instant.EPOCH.plus(observedAt, ChronoUnit.MICROS));
    }

    /** As the store has it. */
    byte[] bytes(StateBuffer out) {
        out.clear();
        out.writeInt(FORM);
        out.writeInt(revision);
        out.writeLong(observedAt);
        out.writeLong(traces);
        tracesSplit.write(out);
        cost.write(out);
        costSplit.write(out);
        latencies.write(out);
        users.write(out);
        sessions.write(out);
        return out.toBytes();
    }

    /** Reads what {@link #bytes} wrote; an empty aggregate if there is nothing. */
    public static Aggregate of(byte @Nullable [] bytes) {
        var aggregate = new Aggregate();
        if (bytes == null) {
            return aggregate;
        }
        try {
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
            int form = in.readInt();
            if (form != FORM) {
                throw new IllegalStateException(
                        "the state of usage is of form " + form + ", which this version can't read");
            }
            aggregate.revision = in.readInt();
            aggregate.observedAt = in.readLong();
            aggregate.traces = in.readLong();
            aggregate.tracesSplit = ExactSum.read(in);
            aggregate.cost = ExactSum.read(in);
            aggregate.costSplit = ExactSum.read(in);
            aggregate.latencies = LatencySketch.read(in);
            aggregate.users = DistinctCount.read(in);
            aggregate.sessions = DistinctCount.read(in);
            return aggregate;
        } catch (IOException e) {
            throw new UncheckedIOException("the state of usage can't be read", e);
        }
    }
}
