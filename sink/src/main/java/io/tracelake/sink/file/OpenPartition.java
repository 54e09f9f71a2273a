package io.tracelake.sink.file;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.LakeFile;
import io.tracelake.schemas.UndecodableRecordException;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.Undecodable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What has been read of one partition since its last commit. */
final class OpenPartition {
    private static final long NONE = -1;

    private final LakeTable table;
    private final TopicPartition partition;
    private final StagedFiles staging;
    private final Map<Long, OpenDay> days = new HashMap<>();
    private final List<LakeFile> staged = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long firstOffset = NONE;
    private long lastOffset = NONE;
    private long nextOffset = NONE;

    OpenPartition(LakeTable table, TopicPartition partition, StagedFiles staging) {
        this.table = table;
        this.partition = partition;
        this.staging = staging;
    }

    /**
     * Takes one record.
     *
     * @return whether a further day is open now
     */
    boolean add(ConsumerRecord<byte[], byte[]> carried, long now, Instant observedAt) {
        if (firstOffset == NONE) {
            firstOffset = carried.offset();
        }
        lastOffset = carried.offset();
        nextOffset = carried.offset() + 1;
        GenericRecord row;
        try {
            row = table.row(carried.value());
        } catch (UndecodableRecordException e) {
            deadLetters.add(Undecodable.deadLetter(table, carried, e, observedAt));
            return false;
        }
        int before = days.size();
        days.computeIfAbsent(table.epochDay(row), day -> new OpenDay(table, day, carried.offset()))
                .add(row, carried.offset(), now);
        return days.size() > before;
    }

    /** Where reading goes on, which may be behind the markers of transactions. */
    void advance(long offset) {
        nextOffset = offset;
    }

    long oldestTouch() {
        return days.values().stream().mapToLong(OpenDay::lastTouched).min().orElse(Long.MAX_VALUE);
    }

    void stageOldest() {
        days.values().stream()
                .min((a, b) -> Long.compare(a.lastTouched(), b.lastTouched()))
                .ifPresent(this::stage);
    }

    /** Everything read, the rest of it now in files; what comes next starts anew. */
    ClosedPartition close() {
        List.copyOf(days.values()).forEach(this::stage);
        var closed = new ClosedPartition(
                partition, List.copyOf(staged), List.copyOf(deadLetters), firstOffset, lastOffset, nextOffset);
        staged.clear();
        deadLetters.clear();
        firstOffset = NONE;
        lastOffset = NONE;
        return closed;
    }

    boolean isEmpty() {
        return firstOffset == NONE;
    }

    int openDays() {
        return days.size();
    }

    int stagedFiles() {
        return staged.size();
    }

    List<LakeFile> staged() {
        return staged;
    }

    private void stage(OpenDay day) {
        staged.add(staging.write(table, partition, day));
        days.remove(day.epochDay());
    }
}
