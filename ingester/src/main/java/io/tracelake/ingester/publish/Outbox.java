package io.tracelake.ingester.publish;

import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.state.Known;
import io.tracelake.ingester.state.Position;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one project is about to write: records, what to remember of them, and the position, all in one transaction. Not
 * thread-safe.
 */
public final class Outbox {
    /** Enough that many pages share the cost of a transaction, little enough to hold for many projects at once. */
    private static final int FULL_RECORDS = 4_000;

    private static final int FULL_BYTES = 8 * 1024 * 1024;

    /** As little as is worth a transaction of its own while others wait for memory. */
    private static final int FULL_WHEN_TIGHT = 256 * 1024;

    /** A record is held here, and by the producer that sends it. */
    private static final int COPIES = 2;

    private final String projectId;
    private final KafkaConfig kafka;
    private final PartitionWriter writer;
    private final ProjectState state;
    private final List<DeadLetterReason> reasons = new ArrayList<>();
    private final PageMemory memory;
    private final PageMemory.Charge charge;
    private List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Position committed;
    private Position position;
    private long bytes;

    /**
     * An outbox over a project's state.
     *
     * @param start where reading begins if it never has
     */
    public Outbox(String projectId, KafkaConfig kafka, PartitionWriter writer, ProjectState state, Instant start) {
        this(projectId, kafka, writer, state, start, PageMemory.unlimited());
    }

    /**
     * An outbox over a project's state, in memory shared with others.
     *
     * @param start where reading begins if it never has
     */
    public Outbox(
            String projectId,
            KafkaConfig kafka,
            PartitionWriter writer,
            ProjectState state,
            Instant start,
            PageMemory memory) {
        this.memory = memory;
        this.charge = memory.charge();
        this.projectId = projectId;
        this.kafka = kafka;
        this.writer = writer;
        this.state = state;
        var saved = state.position();
        this.committed = saved == null ? Position.startingAt(start) : saved;
        this.position = committed;
        state.moveTo(committed);
    }

    public String projectId() {
        return projectId;
    }

    ProjectState state() {
        return state;
    }

    /** Forgets fingerprints that no reading can meet again. */
    public void evict(Duration lookback, Instant now) {
        state.evict(lookback, now);
    }

    /** Adds a revision, and remembers it. */
    void add(Topic<?> topic, String key, byte[] value, StateKey remember, Known known) {
        add(new ProducerRecord<>(kafka.topic(topic), utf8(key), value));
        remember(remember, known);
    }

    void remember(StateKey key, Known known) {
        save(key, Topics.INGEST_STATE.encode(new IngestState(null, known.toRecord(), null)));
        state.put(key, known);
    }

    /** Adds a revision that is remembered as it is. */
    void add(Topic<?> topic, byte[] value, StateKey remember) {
        add(new ProducerRecord<>(kafka.topic(topic), utf8(Topics.key(projectId, remember.id())), value));
        save(remember, Topics.INGEST_STATE.encode(new IngestState(null, null, ByteBuffer.wrap(value))));
        state.rows(remember.kind()).put(remember.id(), value);
    }

    void forgetTag(String tag) {
        save(StateKey.tag(projectId, tag), null);
        state.forgetTag(tag);
    }

    void add(DeadLetter letter, StateKey remember, Known known) {
        add(Topics.DEAD_LETTERS, projectId, Topics.DEAD_LETTERS.encode(letter), remember, known);
        position = position.plusDeadLetter();
        reasons.add(letter.getReason());
    }

    /** Where reading stands once everything added has been committed. */
    public Position position() {
        return position;
    }

    public void moveTo(Position next) {
        position = next;
    }

    public boolean isFull() {
        return records.size() >= FULL_RECORDS || bytes >= FULL_BYTES || (bytes >= FULL_WHEN_TIGHT && memory.isTight());
    }

    /**
     * Commits what has been added, or a position that moved.
     *
     * @throws PartitionLostException if that failed; what is held in memory is then of no use
     */
    public void flush() {
        if (!records.isEmpty() || !position.equals(committed)) {
            commit();
        }
    }

    /**
     * Commits even if there is nothing new: a commit that comes through shows that no other instance owned the project
     * before it.
     *
     * @throws PartitionLostException if another one does, or that can't be known
     */
    public void proveOwnership() {
        commit();
    }

    private void commit() {
        save(StateKey.cursor(projectId), Topics.INGEST_STATE.encode(new IngestState(position.toRecord(), null, null)));
        var sent = records;
        records = new ArrayList<>();
        bytes = 0;
        try {
            writer.commit(sent);
        } finally {
            charge.settle();
        }
        writer.meters().deadLetters(reasons);
        reasons.clear();
        committed = position;
        state.moveTo(position);
    }

    /** Gives up what hasn't been committed. */
    public void discard() {
        charge.close();
    }

    private void save(StateKey key, byte @Nullable [] value) {
        add(new ProducerRecord<>(kafka.topic(Topics.INGEST_STATE), writer.partition(), utf8(key.toString()), value));
    }

    private void add(ProducerRecord<byte[], byte[]> record) {
        int length = record.value() == null ? 0 : record.value().length;
        records.add(record);
        bytes += length;
        charge.add((long) length * COPIES);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
