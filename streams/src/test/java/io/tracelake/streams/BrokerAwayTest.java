package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Trace;
import io.tracelake.streams.topology.GeneratedTraces;
import io.tracelake.testkit.KafkaCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayTest {
    private static final List<Trace> REVISIONS = new GeneratedTraces(21).shuffled(2_000, Duration.ofDays(6));

    @TempDir
    Path state;

    @TempDir
    Path kafkaData;

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        int port = freePort();
        var line = new UsageLine(cluster(port));
        try (var streams = new RunningStreams(impatient(port), state)) {
            UsageLine.await("trouble", () -> streams.progress().lastError() != null);
            try (var _ = broker(port, Map.of())) {
                UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
                line.write(REVISIONS);
                line.awaitExactTotals(streams::isAlive);
                streams.stop();
                line.assertExactTotals();
            }
        }
    }

    @Test
    void goesOnWhenTheBrokerComesBack() throws Exception {
        int port = freePort();
        var line = new UsageLine(cluster(port));
        var first = broker(port, Map.of());
        try (var streams = new RunningStreams(impatient(port), state)) {
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
            line.write(REVISIONS.subList(0, 2_000));
            UsageLine.await("progress", () -> streams.progress().revisions() > 500);
            first.close();
            UsageLine.await("trouble", () -> streams.progress().lastError() != null);
            try (var _ = broker(port, Map.of())) {
                line.write(REVISIONS.subList(2_000, REVISIONS.size()));
                line.awaitExactTotals(streams::isAlive);
                streams.stop();
                line.assertExactTotals();
            }
        }
    }

    @Test
    void aBrokersOwnLimitOfRecordsDoesNotStopATraceWithLongTags() throws Exception {
        int port = freePort();
        var line = new UsageLine(cluster(port));
        var random = new Random(5);
        var tags = IntStream.range(0, 60)
                .mapToObj(_ -> {
                    var bytes = new byte[16_000];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) random.nextInt(' ', 0x7f);
                    }
                    return new String(bytes, StandardCharsets.US_ASCII);
                })
                .toList();
        var trace = Trace.newBuilder(REVISIONS.getFirst())
                .setTraceId("long")
                .setTags(tags)
                .build();
        try (var _ = broker(port, Map.of("message.max.bytes", "1048588"));
                var streams = new RunningStreams(impatient(port), state)) {
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
            line.write(List.of(trace));
            line.write(List.of(Trace.newBuilder(trace)
                    .setRevision(trace.getRevision() + 1)
                    .setLatencyMs(5L)
                    .build()));
            line.awaitExactTotals(streams::isAlive);
            assertThat(streams.progress().lastError()).isNull();
        }
    }

    private EmbeddedBroker broker(int port, Map<String, String> overrides) {
        return EmbeddedBroker.start(new BrokerConfig(kafkaData, BrokerConfig.LOOPBACK, port, 0, overrides));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static KafkaCluster cluster(int port) {
        return new KafkaCluster(new KafkaConfig(StreamsProcess.properties(address(port)), "away.", 3, (short) 1));
    }

    /** Gives up an answer after seconds, so that the test need not wait for minutes. */
    private static KafkaConfig impatient(int port) {
        var properties = new HashMap<>(StreamsProcess.properties(address(port)));
        properties.put("request.timeout.ms", "2000");
        properties.put("default.api.timeout.ms", "3000");
        properties.put("delivery.timeout.ms", "5000");
        properties.put("max.block.ms", "3000");
        properties.put("task.timeout.ms", "3000");
        properties.put("retry.backoff.max.ms", "500");
        return new KafkaConfig(properties, "away.", 3, (short) 1);
    }

    private static String address(int port) {
        return BrokerConfig.LOOPBACK + ":" + port;
    }
}
