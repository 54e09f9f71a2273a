package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.LakeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lake that is lost, and what brings it back. */
@ExtendWith(KafkaExtension.class)
class LakeRestoreTest {
    @TempDir
    Path directory;

    @Test
    void aLakePutBackFromItsCopyGoesOnWhereItStopped(KafkaCluster kafka) throws Exception {
        Path lake = directory.resolve("lake");
        var line = new Line(kafka, lake);
        line.write(1, 200);
        try (var _ = line.start(1)) {
            line.awaitAllPublished();
        }
        Path copy = directory.resolve("copy");
        Files.move(lake, copy);
        assertThat(LakeReader.count(copy, "traces")).isEqualTo(200);

        Files.move(copy, lake);
        line.write(2, 100);
        try (var _ = line.start(2)) {
            line.awaitAllPublished();
        }
        line.assertEachRowExactlyOnce();
    }

    @Test
    void withoutGroupAndCommitsAllThatKafkaHasIsWrittenToAnEmptyLakeOnce(KafkaCluster kafka) throws Exception {
        Path lake = directory.resolve("lake");
        var line = new Line(kafka, lake);
        line.write(1, 200);
        try (var _ = line.start(1)) {
            line.awaitAllPublished();
        }
        delete(lake);
        try (var admin = kafka.admin()) {
            admin.deleteConsumerGroups(List.of(kafka.config().topicPrefix() + "sink"))
                    .all()
                    .get();
            admin.deleteTopics(List.of(kafka.config().topic(Topics.LAKE_COMMITS)))
                    .all()
                    .get();
        }

        try (var _ = line.start(2)) {
            line.awaitAllPublished();
        }
        line.assertEachRowExactlyOnce();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
