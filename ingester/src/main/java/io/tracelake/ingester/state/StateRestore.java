package io.tracelake.ingester.state;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition of {@code ingest-state} from its beginning to its end offset into memory.
 *
 * <p>Fingerprints beyond the horizon are held too while there is room, because then an id is recognised however far its
 * timestamp moved. Without room, a second pass reads only what lies inside each project's horizon, which the first pass
 * has found.
 */
public final class StateRestore {
    /** Fingerprints that one partition may hold beyond the horizon. */
    static final int ROOMY = 250_000;

    /** Keys of expired fingerprints reported by one pass; the next pass finds the rest. */
    static final int MAX_EXPIRED = 100_000;

    private static final long NONE = -1;

    private final IngestConfig config;
    private final Instant now;
    private final int roomy;
    private final Duration longestStall;

    private Map<String, ProjectState> states = new HashMap<>();
    private Map<String, Horizon> horizons = Map.of();
    private final Set<String> expired = new HashSet<>();
    private long expiredFrom;
    private long nextExpired = NONE;
    private int fingerprints;

    /**
     * How far back a project may still read.
     *
     * @param traces the oldest event time of a trace
     * @param days begin of the oldest day of metrics
     * @param requested the oldest event time that a request under way may ask for; not held, only kept in the topic
     */
    private record Horizon(Instant traces, Instant days, Instant requested) {
        static final Horizon UNKNOWN = new Horizon(Instant.MAX, Instant.MAX, Instant.MAX);

        boolean isBefore(Instant instant) {
            return traces.isBefore(instant) || days.isBefore(instant) || requested.isBefore(instant);
        }
    }

    public StateRestore(IngestConfig config, Instant now) {
        this(config, now, ROOMY, StateScan.LONGEST_STALL);
    }

    /**
     * A restore with other bounds than usual.
     *
     * @param roomy fingerprints that the partition may hold beyond the horizon
     * @param longestStall how long reading may stand still
     */
    public StateRestore(IngestConfig config, Instant now, int roomy, Duration longestStall) {
        this.config = config;
        this.now = now;
        this.roomy = roomy;
        this.longestStall = longestStall;
    }

    /**
     * What a partition remembers.
     *
     * @param byProject mutable, for the owner to go on with
     * @param expired keys of fingerprints older than the memory: nobody will ask for them again
     * @param nextExpired offset from which another pass has to look for more of them, -1 if there are none
     */
    public record Restored(Map<String, ProjectState> byProject, Set<String> expired, long nextExpired) {
        /** Whether another pass finds more that has expired. */
        public boolean moreExpired() {
            return nextExpired != NONE;
        }
    }

    /**
     * Reads the whole partition. No transaction on it may be open, so fence its writers first.
     *
     * @param consumer reads committed records only and has no offset reset; its assignment is replaced
     * @param from offset from which expired fingerprints are reported: 0, then what the pass before said
     * @throws KafkaException if the partition can't be read to its end
     */
    public Restored read(Consumer<byte[], byte[]> consumer, TopicPartition partition, int partitions, long from) {
        expiredFrom = from;
        scan(consumer, partition, partitions);
        var found = new HashMap<String, Horizon>();
        states.forEach((id, state) -> found.put(id, horizon(state)));
        if (fingerprints > roomy || found.values().stream().anyMatch(horizon -> horizon.isBefore(forgotten()))) {
            horizons = found;
            states = new HashMap<>();
            expired.clear();
            nextExpired = NONE;
            scan(consumer, partition, partitions);
        }
        return new Restored(states, expired, nextExpired);
    }

    private Horizon horizon(ProjectState state) {
        return new Horizon(
                state.horizon(config.lookback(), now),
                state.firstDay().atStartOfDay(ZoneOffset.UTC).toInstant(),
                state.oldestRequested());
    }

    private void scan(Consumer<byte[], byte[]> consumer, TopicPartition partition, int partitions) {
        new StateScan(consumer, partition, longestStall)
                .forEach(record -> restore(
                        StateKey.parse(new String(record.key(), StandardCharsets.UTF_8)),
                        record.value(),
                        record.offset(),
                        partition,
                        partitions));
    }

    private void restore(StateKey key, byte @Nullable [] value, long offset, TopicPartition partition, int partitions) {
        if (ProjectPartition.of(key.projectId(), partitions) != partition.partition()) {
            throw new IllegalStateException(
                    "topic %s: the state of project %s lies in partition %d of %d, where it doesn't belong; the number of partitions of this topic must never change"
                            .formatted(partition.topic(), key.projectId(), partition.partition(), partitions));
        }
        if (value == null) {
            forget(key);
            return;
        }
        IngestState saved = Topics.INGEST_STATE.decode(value);
        var fingerprint = saved.getFingerprint();
        ProjectState state = states.computeIfAbsent(key.projectId(), id -> new ProjectState());
        if (fingerprint == null || key.kind() == StateKey.Kind.PROJECT) {
            state.restore(key, saved);
        } else if (fingerprint.getTimestamp().isBefore(expiry(key))) {
            expire(key, offset);
        } else {
            expired.remove(key.toString());
            if (isHeld(key, fingerprint.getTimestamp())) {
                state.restore(key, saved);
                fingerprints++;
            }
        }
    }

    private void forget(StateKey key) {
        expired.remove(key.toString());
        ProjectState state = states.get(key.projectId());
        if (state == null) {
            return;
        }
        if (key.kind() == StateKey.Kind.TAG) {
            state.forgetTag(key.id());
        } else if (key.kind() == StateKey.Kind.REQUEST) {
            state.forgetRequest(RequestId.parse(key.id()));
        }
    }

    private Instant forgotten() {
        return now.minus(config.memory());
    }

    /** What a project may still read again is never forgotten, however long it has been left alone. */
    private Instant expiry(StateKey key) {
        Horizon horizon = horizons.getOrDefault(key.projectId(), Horizon.UNKNOWN);
        Instant needed = switch (key.kind()) {
            case DAILY_METRICS, TAG_METRICS -> horizon.days();
            case CURSOR, TRACE, MALFORMED, TAG, PROJECT, MEMBER, API_KEY, LLM_API_KEY, REQUEST -> horizon.traces();
        };
        return earlier(earlier(needed, horizon.requested()), forgotten());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void expire(StateKey key, long offset) {
        if (offset < expiredFrom) {
            return;
        }
        if (expired.size() < MAX_EXPIRED) {
            expired.add(key.toString());
        } else if (nextExpired == NONE) {
            nextExpired = offset;
        }
    }

    /** In the first pass the horizons aren't known yet: everything is held until that is too much. */
    private boolean isHeld(StateKey key, Instant timestamp) {
        return switch (key.kind()) {
            case DAILY_METRICS, TAG, TAG_METRICS -> true;
            case CURSOR, TRACE, MALFORMED, PROJECT, MEMBER, API_KEY, LLM_API_KEY, REQUEST ->
                horizons.isEmpty() ? fingerprints <= roomy : isInside(horizons.get(key.projectId()), timestamp);
        };
    }

    private static boolean isInside(@Nullable Horizon horizon, Instant timestamp) {
        return horizon == null || !timestamp.isBefore(horizon.traces());
    }
}
