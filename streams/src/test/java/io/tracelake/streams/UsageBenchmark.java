package io.tracelake.streams;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Prints how many traces a second go through the whole topology, exactly once, on RocksDB, against a broker in the same
 * process: {@code make bench-streams}, with {@code BENCH_ARGS="<traces> <threads> <directory>"}. Traces have 2 KB, 2.5
 * tags of 30 on average, and lie in 4 projects and 3 days; a fifth of them are second revisions. It asserts nothing.
 */
final class UsageBenchmark {
    private static final int PARTITIONS = 2;
    private static final int PROJECTS = 4;
    private static final int TAGS = 30;
    private static final String PAYLOAD = "{\"text\":\"" + "lorem ipsum ".repeat(75) + "\"}";
    private static final long SECOND = 1_000;

    private UsageBenchmark() {}

    public static void main(String[] args) throws Exception {
        int traces = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Path directory =
                args.length > 2 ? Files.createDirectories(Path.of(args[2])) : Files.createTempDirectory("bench");
        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")))) {
            var kafka = new KafkaConfig(
                    Map.of(KafkaConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers()), "b.", PARTITIONS, (short) 1);
            produce(kafka, traces);
            System.gc();
            count(kafka, traces, new RuntimeConfig(threads, 0, directory.resolve("state")));
        }
    }

    private static void produce(KafkaConfig kafka, int traces) throws Exception {
        try (var admin = Admin.create(kafka.client(Map.of(), Map.of()))) {
            new TopicProvisioning(admin, kafka).ensure(Topics.ALL);
        }
        var random = new SplittableRandom(1);
        try (var producer = new KafkaProducer<>(
                kafka.client(Map.of("linger.ms", 20, "compression.type", "zstd"), Map.of()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < traces; i++) {
                Trace trace = i % 5 == 4 ? trace(i - 4, 2, random) : trace(i, 1, random);
                var _ = producer.send(new ProducerRecord<>(
                        kafka.topic(Topics.TRACES),
                        Topics.key(trace.getProjectId(), trace.getTraceId()),
                        Topics.TRACES.encode(trace)));
            }
        }
    }

    private static Trace trace(int i, int revision, SplittableRandom random) {
        Instant timestamp = Instant.parse("2026-03-01T00:00:00Z")
                .plusMillis(i * 7L % Duration.ofDays(3).toMillis());
        List<String> tags = new ArrayList<>();
        for (int t = i % 6; t > 0; t--) {
            tags.add("tag-" + random.nextInt(TAGS));
        }
        return Trace.newBuilder()
                .setProjectId("project-" + i % PROJECTS)
                .setTraceId("trace-" + i)
                .setRevision(revision)
                .setTimestamp(timestamp)
                .setObservedAt(timestamp.plusSeconds(revision))
                .setTags(tags)
                .setUserId("user-" + random.nextInt(5_000))
                .setSessionId("session-" + random.nextInt(20_000))
                .setLatencyMs(random.nextLong(100, 20_000))
                .setTotalCost(BigDecimal.valueOf(random.nextLong(1_000_000_000L), 12))
                .setInput(PAYLOAD)
                .setOutput(PAYLOAD)
                .build();
    }

    private static void count(KafkaConfig kafka, int traces, RuntimeConfig runtime) throws Exception {
        var usage = new UsageConfig(Duration.ofDays(8), 64, Duration.ofSeconds(2));
        try (var streams =
                new Streams(kafka, usage, runtime, new EndpointConfig("127.0.0.1", 0, null), InstantSource.system())) {
            Thread.ofPlatform().start(() -> {
                try {
                    streams.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            while (streams.progress().changes() == 0) {
                Thread.sleep(10);
            }
            long started = System.nanoTime();
            long before = 0;
            while (streams.progress().changes() < traces) {
                Thread.sleep(SECOND);
                long now = streams.progress().changes();
                System.out.printf("%,d traces, %,d a second%n", now, now - before);
                before = now;
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    "%,d traces in %.1f s: %,.0f a second; threads of the topology took %.1f us a trace%n",
                    traces, seconds, traces / seconds, streamThreadsMicros() / traces);
        }
    }

    private static double streamThreadsMicros() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double nanos = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("StreamThread")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos / 1_000;
    }
}
