package io.tracelake.ingester.state;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    private static final Duration POLL = Duration.ofMillis(200);

    private final IngestConfig config;
    private final Instant now;
    private final int roomy;

    private Map<String, ProjectState> states = new HashMap<>();
    private Map<String, Instant> horizons = Map.of();
    private final Set<String> expired = new HashSet<>();
    private int fingerprints;

    public StateRestore(IngestConfig config, Instant now) {
        this(config, now, ROOMY);
    }

    StateRestore(IngestConfig config, Instant now, int roomy) {
        this.config = config;
        this.now = now;
        this.roomy = roomy;
    }

    /**
     * What a partition remembers.
     *
     * @param byProject mutable, for the owner to go on with
     * @param expired keys of fingerprints older than the memory: nobody will ask for them again
     */
    public record Restored(Map<String, ProjectState> byProject, Set<String> expired) {}

    /**
     * Reads the whole partition. No transaction on it may be open, so fence its writers first.
     *
     * @param consumer reads committed records only; its assignment is replaced
     */
    public Restored read(Consumer<byte[], byte[]> consumer, TopicPartition partition, int partitions) {
        scan(consumer, partition, partitions);
        if (fingerprints > roomy) {
            horizons = new HashMap<>();
            states.forEach((id, state) -> horizons.put(id, state.horizon(config.lookback(), now)));
            states = new HashMap<>();
            expired.clear();
            scan(consumer, partition, partitions);
        }
        return new Restored(states, expired);
    }

    private void scan(Consumer<byte[], byte[]> consumer, TopicPartition partition, int partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end =
                Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                restore(
                        StateKey.parse(new String(record.key(), StandardCharsets.UTF_8)),
                        record.value(),
                        partition,
                        partitions);
            }
        }
    }

    private void restore(StateKey key, byte @Nullable [] value, TopicPartition partition, int partitions) {
        if (ProjectPartition.of(key.projectId(), partitions) != partition.partition()) {
            throw new IllegalStateException(
                    "topic %s: the state of project %s lies in partition %d of %d, where it doesn't belong; the number of partitions of this topic must never change"
                            .formatted(partition.topic(), key.projectId(), partition.partition(), partitions));
        }
        if (value == null) {
            expired.remove(key.toString());
            return;
        }
        IngestState saved = Topics.INGEST_STATE.decode(value);
        var fingerprint = saved.getFingerprint();
        ProjectState state = states.computeIfAbsent(key.projectId(), id -> new ProjectState());
        if (fingerprint == null || key.kind() == StateKey.Kind.PROJECT) {
            state.restore(key, saved);
        } else if (fingerprint.getTimestamp().isBefore(now.minus(config.memory()))) {
            expire(key);
        } else {
            expired.remove(key.toString());
            if (isHeld(key, fingerprint.getTimestamp())) {
                state.restore(key, saved);
                fingerprints++;
            }
        }
    }

    private void expire(StateKey key) {
        if (expired.size() < MAX_EXPIRED) {
            expired.add(key.toString());
        }
    }

    /** In the first pass the horizons aren't known yet: everything is held until that is too much. */
    private boolean isHeld(StateKey key, Instant timestamp) {
        if (key.kind() == StateKey.Kind.DAILY_METRICS) {
            return true;
        }
        if (horizons.isEmpty()) {
            return fingerprints <= roomy;
        }
        return !timestamp.isBefore(horizons.getOrDefault(key.projectId(), Instant.MIN));
    }
}
