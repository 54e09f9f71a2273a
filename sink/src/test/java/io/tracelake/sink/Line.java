package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.LakeReader;
import io.tracelake.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** Topics with traces, a lake, and what must hold between them. */
final class Line {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaCluster kafka;
    private final Path lake;
    private final List<Trace> written = new ArrayList<>();

    Line(KafkaCluster kafka, Path lake) throws InterruptedException {
        this.kafka = kafka.createTopics();
        this.lake = lake;
    }

    /** Traces of many days in random order, keyed as the line does. */
    void write(long seed, int count) throws InterruptedException {
        var random = new Random(seed);
        var byKey = new TreeMap<String, List<Trace>>();
        LongStream.range(0, count)
                .mapToObj(i -> Records.trace(seed, i * 97 + random.nextInt(97), 1 + random.nextInt(2)))
                .forEach(
                        trace -> byKey.computeIfAbsent(trace.getProjectId() + random.nextInt(4), _ -> new ArrayList<>())
                                .add(trace));
        for (Map.Entry<String, List<Trace>> entry : byKey.entrySet()) {
            kafka.write(Topics.TRACES, entry.getKey(), entry.getValue());
            written.addAll(entry.getValue());
        }
    }

    /** Small limits, so that little data goes through every branch. */
    LakeConfig lake(long seed) {
        var random = new Random(seed);
        return new LakeConfig(lake, Duration.ofMillis(200), 100_000, 20 + random.nextInt(100), 1 + random.nextInt(4));
    }

    /** Short time-outs, so that a dead instance is found dead soon. */
    KafkaConfig impatient() {
        var properties = new HashMap<>(kafka.config().properties());
        properties.putAll(Map.of(
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "300",
                "max.poll.interval.ms", "4000",
                "max.poll.records", "37",
                "transaction.timeout.ms", "2000"));
        return new KafkaConfig(properties, kafka.config().topicPrefix(), 3, (short) 1);
    }

    RunningSink start(long seed, Consumer<CommitStep> steps) {
        return new RunningSink(impatient(), lake(seed), steps);
    }

    RunningSink start(long seed) {
        return start(seed, _ -> {});
    }

    void awaitAllPublished() {
        Awaitility.await("all rows in the lake")
                .atMost(PATIENCE)
                .until(() -> LakeReader.count(lake, "traces") >= written.size());
    }

    /** Guarantee of the sink: every row once, totals that say so, nothing left behind. Instances must be closed. */
    void assertEachRowExactlyOnce() throws IOException {
        assertThat(LakeReader.query(
                        lake,
                        "SELECT project_id, trace_id, revision FROM " + LakeReader.scan("traces") + " ORDER BY ALL"))
                .extracting(row -> row.get("project_id") + "/" + row.get("trace_id") + "/" + row.get("revision"))
                .containsExactlyElementsOf(written.stream()
                        .map(trace -> trace.getProjectId() + "/" + trace.getTraceId() + "/" + trace.getRevision())
                        .sorted()
                        .toList());
        assertThat(staged()).isEmpty();
        // The transaction that a killed instance left open hides later commits until Kafka ends it.
        Awaitility.await("totals").atMost(PATIENCE).untilAsserted(this::assertTotals);
    }

    private void assertTotals() {
        List<LakeCommit> newest = kafka.reader(Topics.LAKE_COMMITS).newest().values().stream()
                .map(commit -> Objects.requireNonNull(commit.value()))
                .toList();
        assertThat(newest.stream().mapToLong(LakeCommit::getTotalRows).sum()).isEqualTo(written.size());
        assertThat(newest.stream().mapToLong(LakeCommit::getTotalFiles).sum())
                .isEqualTo(LakeReader.files(lake, "traces").size());
    }

    void assertNothingStaged() throws IOException {
        assertThat(staged()).isEmpty();
    }

    List<Path> staged() throws IOException {
        Path staging = lake.resolve("_staging");
        if (!Files.isDirectory(staging)) {
            return List.of();
        }
        try (var files = Files.walk(staging)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    Path path() {
        return lake;
    }

    KafkaCluster kafka() {
        return kafka;
    }

    int rows() {
        return written.size();
    }
}
