package io.tracelake.ingester.state;

import io.tracelake.schemas.Fingerprint;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads fingerprints of one project that lie beyond what its owner holds, from the beginning of {@code ingest-state} to
 * its end. Whoever adds them to a {@link ProjectState} has to keep it from forgetting anything meanwhile.
 */
public final class FingerprintLoad {
    /** What is loaded at least, from its begin, however much that is. */
    private static final Duration LEAST = Duration.ofDays(3);

    private final String projectId;
    private final FingerprintTable traces = new FingerprintTable();
    private final FingerprintTable malformed = new FingerprintTable();
    private final Set<String> ids;
    private final int room;
    private final Instant from;
    private Instant to;

    private FingerprintLoad(String projectId, Set<String> ids, Instant from, Instant to, int room) {
        this.projectId = projectId;
        this.ids = ids;
        this.from = from;
        this.to = to;
        this.room = room;
    }

    /**
     * What was found.
     *
     * @param to everything from the begin up to here is there
     */
    public record Loaded(List<FingerprintTable> tables, Instant to) {
        public void addTo(ProjectState state) {
            tables.forEach(state::addMissing);
        }
    }

    /**
     * Traces of a range, and malformed records seen since its begin: those whose own time can't be read have that of their
     * first reading.
     *
     * @param room how many traces may be loaded; if there are more, the range is cut to whole days, three at least
     */
    public static Loaded range(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            String projectId,
            Instant from,
            Instant to,
            int room) {
        var load = new FingerprintLoad(projectId, Set.of(), from, to, room);
        load.scan(consumer, partition);
        return new Loaded(List.of(load.traces, load.malformed), load.to);
    }

    /** Traces with these ids, wherever they lie in time. */
    public static Loaded traces(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, String projectId, Set<String> ids) {
        var load = new FingerprintLoad(projectId, Set.copyOf(ids), Instant.MAX, Instant.MAX, Integer.MAX_VALUE);
        load.scan(consumer, partition);
        return new Loaded(List.of(load.traces), Instant.MAX);
    }

    private void scan(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        new StateScan(consumer, partition).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        StateKey key = StateKey.parse(new String(record.key(), StandardCharsets.UTF_8));
        if (record.value() == null || !key.projectId().equals(projectId)) {
            return;
        }
        switch (key.kind()) {
            case TRACE -> takeTrace(key, fingerprint(record));
            case MALFORMED -> takeMalformed(key, fingerprint(record));
            case CURSOR, DAILY_METRICS, TAG, TAG_METRICS, MEMBER, API_KEY, LLM_API_KEY, REQUEST, PROJECT -> {}
        }
    }

    private static @Nullable Fingerprint fingerprint(ConsumerRecord<byte[], byte[]> record) {
        return Topics.INGEST_STATE.decode(record.value()).getFingerprint();
    }

    /** A later state of what was taken is taken too, wherever its time lies. */
    private void takeTrace(StateKey key, @Nullable Fingerprint fingerprint) {
        if (fingerprint == null) {
            return;
        }
        Instant timestamp = fingerprint.getTimestamp();
        boolean inside = !timestamp.isBefore(from) && timestamp.isBefore(to);
        if (inside || ids.contains(key.id()) || traces.get(key.hash()) != null) {
            traces.put(key.hash(), Known.of(fingerprint));
            makeRoom();
        }
    }

    private void takeMalformed(StateKey key, @Nullable Fingerprint fingerprint) {
        if (fingerprint != null && !fingerprint.getTimestamp().isBefore(from) && malformed.size() < room) {
            malformed.put(key.hash(), Known.of(fingerprint));
        }
    }

    private void makeRoom() {
        while (traces.size() > room) {
            Instant shorter = to.minus(Duration.ofDays(1));
            if (shorter.isBefore(from.plus(LEAST))) {
                return;
            }
            to = shorter;
            traces.evictFrom(to.toEpochMilli());
        }
    }
}
