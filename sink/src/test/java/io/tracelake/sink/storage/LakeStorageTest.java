package io.tracelake.sink.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracelake.schemas.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeStorageTest {
    private static final TopicPartition PARTITION = new TopicPartition("t.traces", 1);

    @TempDir
    Path directory;

    private LakeStorage storage = new LakeStorage(Path.of(""));

    @BeforeEach
    void storage() {
        storage = new LakeStorage(directory.resolve("not/yet/there"));
    }

    @Test
    void namesFilesByDayPartitionAndOffsets() {
        assertThat(LakeStorage.published("traces", 20_513, PARTITION, 7, 19))
                .isEqualTo("traces/date=2026-03-01/t.traces-1-7-19.parquet");
    }

    @Test
    void publishesAgainWithoutEffect() throws IOException {
        LakeFile file = stage(1, 0);

        storage.publish(List.of(file));
        storage.publish(List.of(file));

        assertThat(storage.resolve(file.getPath())).hasContent("rows");
        assertThat(storage.resolve(file.getStaged())).doesNotExist();
    }

    @Test
    void neverOverwritesAPublishedFile() throws IOException {
        storage.publish(List.of(stage(1, 0)));
        LakeFile again = stage(1, 1);

        assertThatExceptionOfType(DamagedLakeException.class)
                .isThrownBy(() -> storage.publish(List.of(again)))
                .withMessageContaining(again.getPath());
        assertThat(storage.occupied(List.of(again))).containsExactly(again);
        assertThatExceptionOfType(DamagedLakeException.class).isThrownBy(() -> storage.refuse(List.of(again)));
    }

    @Test
    void saysWhichCommittedFileIsGone() throws IOException {
        LakeFile file = stage(1, 0);
        Files.delete(storage.resolve(file.getStaged()));

        assertThatExceptionOfType(DamagedLakeException.class)
                .isThrownBy(() -> storage.publish(List.of(file)))
                .withMessageContaining(file.getPath())
                .withMessageContaining("changed from outside");
    }

    @Test
    void sweepsThePastAndSparesTheFuture() throws IOException {
        LakeFile past = stage(4, 0);
        LakeFile present = stage(5, 1);
        LakeFile future = stage(6, 2);

        storage.sweep(PARTITION, 5);

        assertThat(storage.resolve(past.getStaged())).doesNotExist();
        assertThat(storage.resolve(present.getStaged())).exists();
        assertThat(storage.resolve(future.getStaged())).exists();
    }

    private LakeFile stage(int generation, long sequence) throws IOException {
        String staged = storage.stage(PARTITION, new StagedName(generation, "an-instance-0", sequence));
        Files.writeString(storage.resolve(staged), "rows");
        return new LakeFile(
                staged, LakeStorage.published("traces", 0, PARTITION, 0, 1), 2L, storage.sync(staged), 0L, 1L);
    }
}
