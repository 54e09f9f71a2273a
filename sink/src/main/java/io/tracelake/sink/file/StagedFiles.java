package io.tracelake.sink.file;

import io.tracelake.schemas.LakeFile;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.storage.LakeStorage;
import io.tracelake.sink.storage.LakeUnavailableException;
import io.tracelake.sink.storage.StagedName;
import io.tracelake.sink.table.LakeTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes days of rows into the staging area, each under a name never used before. */
final class StagedFiles {
    private static final String PRODUCER = "tracelake "
            + Objects.requireNonNullElse(StagedFiles.class.getPackage().getImplementationVersion(), "development");

    private final LakeStorage storage;
    private final String instance;
    private final Consumer<CommitStep> steps;
    private int generation;
    private long sequence;

    StagedFiles(LakeStorage storage, String instance, Consumer<CommitStep> steps) {
        this.storage = storage;
        this.instance = instance;
        this.steps = steps;
    }

    void generation(int current) {
        generation = current;
    }

    /** Sorts and writes the rows; afterwards the file survives a loss of power. On failure it leaves nothing behind. */
    LakeFile write(LakeTable table, TopicPartition partition, OpenDay day) {
        String staged = storage.stage(partition, new StagedName(generation, instance, sequence++));
        List<GenericRecord> rows = day.sorted();
        long bytes;
        try {
            TableFileWriter.write(table, rows, storage.resolve(staged), footer(table, partition, day));
            bytes = storage.sync(staged);
        } catch (LakeUnavailableException e) {
            storage.discard(staged);
            throw e;
        }
        steps.accept(CommitStep.FILE_STAGED);
        return new LakeFile(
                staged,
                LakeStorage.published(table.name(), day.epochDay(), partition, day.firstOffset(), day.lastOffset()),
                (long) rows.size(),
                bytes,
                day.firstOffset(),
                day.lastOffset());
    }

    private static Map<String, String> footer(LakeTable table, TopicPartition partition, OpenDay day) {
        return Map.of(
                "tracelake.topic", partition.topic(),
                "tracelake.partition", Integer.toString(partition.partition()),
                "tracelake.first-offset", Long.toString(day.firstOffset()),
                "tracelake.last-offset", Long.toString(day.lastOffset()),
                "tracelake.schema-fingerprint",
                        "%016x"
                                .formatted(SchemaNormalization.parsingFingerprint64(
                                        table.topic().schema())),
                "tracelake.version", PRODUCER);
    }
}
