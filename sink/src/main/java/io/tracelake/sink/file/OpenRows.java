package io.tracelake.sink.file;

import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.sink.storage.LakeStorage;
import io.tracelake.sink.table.LakeTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have been read and not committed, by partition and UTC day.
 *
 * <p>Bounded: {@link #due} says when to roll, and with more than {@code lake.open-days} days open the one that was
 * written to least recently goes to its staged file at once. Not thread-safe.
 */
public final class OpenRows {
    /** Keeps a commit record small however many days arrive mixed. */
    private static final int MAX_STAGED_FILES = 1_000;

    private final LakeConfig config;
    private final LakeStorage storage;
    private final InstantSource clock;
    private final StagedFiles staging;
    private final Map<TopicPartition, OpenPartition> partitions = new HashMap<>();
    private @Nullable Instant oldest;
    private long touches;
    private long bytes;
    private int records;
    private int openDays;

    /** Begins empty; {@code instance} names this run in staged files: letters, digits and '-'. */
    public OpenRows(
            LakeConfig config, LakeStorage storage, InstantSource clock, String instance, Consumer<CommitStep> steps) {
        this.config = config;
        this.storage = storage;
        this.clock = clock;
        this.staging = new StagedFiles(storage, instance, steps);
    }

    /** Takes note of the group's generation, which names the files staged from now on. */
    public void generation(int current) {
        staging.generation(current);
    }

    public void open(TopicPartition partition, LakeTable table) {
        partitions.put(partition, new OpenPartition(table, partition, staging));
    }

    /** Forgets partitions, and deletes their staged files. */
    public void drop(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            OpenPartition dropped = partitions.remove(partition);
            if (dropped != null) {
                openDays -= dropped.openDays();
                storage.discard(dropped.staged());
            }
        }
    }

    /** Forgets everything, and deletes the staged files. */
    public void drop() {
        drop(List.copyOf(partitions.keySet()));
        reset();
    }

    public void add(ConsumerRecords<byte[], byte[]> polled) {
        Instant now = clock.instant();
        for (TopicPartition partition : polled.partitions()) {
            OpenPartition open = of(partition);
            for (ConsumerRecord<byte[], byte[]> carried : polled.records(partition)) {
                add(open, carried, now);
            }
        }
        polled.nextOffsets().forEach((partition, next) -> of(partition).advance(next.offset()));
    }

    private void add(OpenPartition partition, ConsumerRecord<byte[], byte[]> carried, Instant now) {
        if (oldest == null) {
            oldest = now;
        }
        records++;
        bytes += Math.max(0, carried.serializedValueSize());
        if (partition.add(carried, touches++, now) && ++openDays > config.openDays()) {
            stageLeastRecent();
        }
    }

    private void stageLeastRecent() {
        partitions.values().stream()
                .min(Comparator.comparingLong(OpenPartition::oldestTouch))
                .ifPresent(OpenPartition::stageOldest);
        openDays--;
    }

    private OpenPartition of(TopicPartition partition) {
        return Objects.requireNonNull(partitions.get(partition), partition::toString);
    }

    /** Whether rows, bytes, files or age ask for a rollover; null if nothing does. */
    public @Nullable RollReason due() {
        if (oldest == null) {
            return null;
        }
        if (records >= config.rollRows()) {
            return RollReason.ROWS;
        }
        if (bytes >= config.rollSizeBytes()) {
            return RollReason.SIZE;
        }
        if (stagedFiles() >= MAX_STAGED_FILES) {
            return RollReason.FILES;
        }
        return clock.instant().isBefore(oldest.plus(config.rollInterval())) ? null : RollReason.AGE;
    }

    /** Days of partitions whose rows are in memory. */
    public int openDays() {
        return openDays;
    }

    /** Files written early, because too many days were open. */
    public int stagedFiles() {
        return partitions.values().stream().mapToInt(OpenPartition::stagedFiles).sum();
    }

    /** Records read and not committed, those in files written early included. */
    public int records() {
        return records;
    }

    /** Writes all rows to staged files and hands over everything read; the files are the caller's from then on. */
    public List<ClosedPartition> close() {
        var closed = new ArrayList<ClosedPartition>();
        for (OpenPartition partition : partitions.values()) {
            if (!partition.isEmpty()) {
                closed.add(partition.close());
            }
        }
        storage.syncStaging(closed.stream().flatMap(one -> one.files().stream()).toList());
        reset();
        return closed;
    }

    private void reset() {
        oldest = null;
        bytes = 0;
        records = 0;
        openDays = 0;
    }
}
