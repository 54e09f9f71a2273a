package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.SinkProgress.TableProgress;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.sink.storage.DamagedLakeException;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.LakeReader;
import io.tracelake.testkit.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a sink does while nothing dies. */
@ExtendWith(KafkaExtension.class)
class SinkTest {
    @TempDir
    Path directory;

    private Path lake = Path.of("");

    @BeforeEach
    void lake() {
        lake = directory.resolve("lake");
    }

    @Test
    void carriesEveryTable(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 50);
        kafka.write(Topics.DAILY_METRICS, "p", List.of(Records.dailyMetrics(1, 1), Records.dailyMetrics(1, 4)));
        kafka.write(Topics.PROJECTS, "p", List.of(Records.project(1)));
        kafka.write(Topics.DEAD_LETTERS, "p", List.of(Records.deadLetter(1, 1)));

        try (var sink = line.start(1)) {
            line.awaitAllPublished();
            await(() -> LakeReader.count(lake, "daily_metrics") == 2
                    && LakeReader.count(lake, "projects") == 1
                    && LakeReader.count(lake, "dead_letters") == 1);
            await(() -> sink.progress().bufferedRows() == 0);
            Map<String, TableProgress> tables = sink.progress().tables();
            assertThat(tables.get("traces"))
                    .extracting(TableProgress::totalRows)
                    .isEqualTo(50L);
            assertThat(tables.get("daily_metrics")).isEqualTo(new TableProgress(2, 2, 2, 2));
            assertThat(sink.progress().lastError()).isNull();
        }
        line.assertNothingStaged();
        assertThat(LakeReader.files(lake, "daily_metrics"))
                .allSatisfy(file -> assertThat(lake.relativize(file).toString())
                        .matches("daily_metrics/date=2026-03-0\\d/"
                                + kafka.config().topicPrefix() + "daily-metrics-0-[01]-[01]\\.parquet"));
    }

    @Test
    void rowsOfAFileAreSortedByProjectThenTime(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 500);
        try (var _ = new RunningSink(kafka.config(), new LakeConfig(lake, Duration.ofSeconds(2), 1 << 20), _ -> {})) {
            line.awaitAllPublished();
        }

        assertThat(LakeReader.query(lake, """
                        SELECT count(*) AS unsorted FROM (
                          SELECT (project_id, timestamp) < lag((project_id, timestamp)) OVER (PARTITION BY filename ORDER BY file_row_number) AS bad
                          FROM read_parquet('{lake}/traces/*/*.parquet', filename=true, file_row_number=true)) WHERE bad""")).containsExactly(Map.of("unsorted", 0L));
        assertThat(LakeReader.query(
                        lake,
                        "SELECT count(*) AS misplaced FROM " + LakeReader.scan("traces")
                                + " WHERE date <> CAST(timestamp AT TIME ZONE 'UTC' AS DATE)"))
                .containsExactly(Map.of("misplaced", 0L));
    }

    @Test
    void commitsAndPublishesWhatItHoldsWhenClosed(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 200);
        try (var sink = new RunningSink(kafka.config(), new LakeConfig(lake, Duration.ofHours(1), 1 << 30), _ -> {})) {
            await(() -> sink.progress().bufferedRows() == 200);
            assertThat(LakeReader.count(lake, "traces")).isZero();
        }

        line.assertEachRowExactlyOnce();
    }

    @Test
    void keepsAnUndecodableRecordAsADeadLetter(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        kafka.writeBytes(
                Topics.TRACES,
                "project-7/trace",
                List.of("no record".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xC3, 1, (byte) 0xFF}));

        try (var sink = line.start(1)) {
            await(() -> LakeReader.count(lake, "dead_letters") == 2);
            assertThat(sink.progress().undecodable()).isEqualTo(2);
        }

        var letters = kafka.reader(Topics.DEAD_LETTERS).values();
        assertThat(letters).extracting(letter -> letter.getPayload()).containsExactly("no record", "base64:wwH/");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(letter.getProjectId()).isEqualTo("project-7");
            assertThat(letter.getStream()).isEqualTo("traces");
            assertThat(letter.getSource()).matches(kafka.config().topicPrefix() + "traces-\\d-[01]");
        });
    }

    @Test
    void keepsARecordWithATextThatIsNotUtf8AsADeadLetterAndTheOthersOfItsDayAsRows(KafkaCluster kafka)
            throws Exception {
        var line = new Line(kafka, lake);
        kafka.writeBytes(
                Topics.TRACES,
                "project-7/trace",
                List.of(encoded("Zurich", 0), notUtf8(0), encoded("Bern", 1), notUtf8(1), notUtf8(10_000)));

        try (var sink = line.start(1)) {
            await(() -> LakeReader.count(lake, "dead_letters") == 3 && LakeReader.count(lake, "traces") == 2);
            assertThat(sink.progress().undecodable()).isEqualTo(3);
        }

        assertThat(LakeReader.query(lake, "SELECT name FROM read_parquet('{lake}/traces/*/*.parquet') ORDER BY name"))
                .containsExactly(Map.of("name", "Bern"), Map.of("name", "Zurich"));
        try (var days = Files.list(lake.resolve("traces"))) {
            assertThat(days).hasSize(1);
        }
        assertThat(kafka.reader(Topics.DEAD_LETTERS).values()).allSatisfy(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(letter.getDetail()).isEqualTo("traces: a text is not UTF-8");
        });
    }

    private static byte[] encoded(String name, long i) {
        var trace = Records.trace(1, i);
        trace.setName(name);
        return Topics.TRACES.encode(trace);
    }

    private static byte[] notUtf8(long i) {
        byte[] bytes = encoded("Zürich", i);
        int umlaut = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Z\u00C3");
        bytes[umlaut + 1] = 'u';
        return bytes;
    }

    @Test
    void twoInstancesShareTheWork(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 300);
        try (var one = line.start(1);
                var other = line.start(2)) {
            line.awaitAllPublished();
            for (int round = 2;
                    one.progress().lastCommit() == null || other.progress().lastCommit() == null;
                    round++) {
                line.write(round, 60);
                line.awaitAllPublished();
            }
        }

        line.assertEachRowExactlyOnce();
    }

    @Test
    void goesOnWhenTheStorageComesBack(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 100);
        Files.createDirectories(lake);
        Path inTheWay = Files.createFile(lake.resolve("_staging"));

        try (var sink = line.start(1)) {
            await(() -> String.valueOf(sink.progress().lastError()).contains("_staging"));
            Files.delete(inTheWay);
            line.awaitAllPublished();
            await(() -> sink.progress().lastError() == null);
        }

        line.assertEachRowExactlyOnce();
    }

    @Test
    void publishesLaterWhatItCommittedWhileTheTableWasOutOfReach(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 100);
        Files.createDirectories(lake);
        Path inTheWay = Files.createFile(lake.resolve("traces"));

        try (var sink = line.start(1)) {
            await(() -> String.valueOf(sink.progress().lastError()).contains("traces"));
            Files.delete(inTheWay);
            line.awaitAllPublished();
        }

        line.assertEachRowExactlyOnce();
    }

    @Test
    void refusesToGoOnWhenACommittedFileIsGone(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 10);
        try (var _ = line.start(1)) {
            line.awaitAllPublished();
        }
        LakeCommit last = Objects.requireNonNull(kafka.reader(Topics.LAKE_COMMITS)
                .newest()
                .values()
                .iterator()
                .next()
                .value());
        Files.delete(lake.resolve(last.getFiles().getFirst().getPath()));

        assertThat(line.start(1).awaitDeath())
                .isInstanceOf(DamagedLakeException.class)
                .hasMessageContaining(last.getFiles().getFirst().getPath());
    }

    @Test
    void boundsTheOpenDays(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        kafka.write(
                Topics.TRACES,
                "one partition",
                LongStream.range(0, 100)
                        .mapToObj(i -> Records.trace(1, i * 1440))
                        .toList());
        var config = new LakeConfig(lake, Duration.ofHours(1), 1 << 30, 1_000, 5);

        try (var sink = new RunningSink(kafka.config(), config, _ -> {})) {
            await(() -> sink.progress().bufferedRows() == 100);
            assertThat(line.staged()).hasSize(95);
            assertThat(LakeReader.count(lake, "traces")).isZero();
        }

        assertThat(LakeReader.count(lake, "traces")).isEqualTo(100);
        line.assertNothingStaged();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
