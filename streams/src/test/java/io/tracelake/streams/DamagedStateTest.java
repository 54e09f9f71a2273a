package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Trace;
import io.tracelake.streams.topology.GeneratedTraces;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class DamagedStateTest {
    private static final List<Trace> REVISIONS = new GeneratedTraces(22).shuffled(500, Duration.ofDays(6));

    @TempDir
    Path state;

    /** As a kill leaves it while Kafka Streams deletes a store: some files are gone, and the list of them too. */
    @Test
    void aStoreThatWasHalfDeletedByAKillIsReadAgainFromKafka(KafkaCluster kafka) throws Exception {
        var line = new UsageLine(kafka.createTopics());
        try (var streams = new RunningStreams(kafka.config(), state)) {
            line.write(REVISIONS.subList(0, REVISIONS.size() / 2));
            line.awaitExactTotals(streams::isAlive);
        }
        assertThat(deleteManifests()).isPositive();
        try (var streams = new RunningStreams(kafka.config(), state)) {
            line.write(REVISIONS.subList(REVISIONS.size() / 2, REVISIONS.size()));
            line.awaitExactTotals(streams::isAlive);
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
            streams.stop();
            line.assertExactTotals();
        }
    }

    private int deleteManifests() throws IOException {
        try (var files = Files.walk(state)) {
            var manifests = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST")
                            && file.toString().contains("usage"))
                    .toList();
            for (Path manifest : manifests) {
                Files.delete(manifest);
            }
            return manifests.size();
        }
    }
}
