package io.tracelake.streams.topology;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageFact;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import io.tracelake.streams.fact.FactProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The topology without a broker: records in, published rows and dead letters out. */
final class DrivenTopology implements AutoCloseable {
    static final UsageConfig USAGE = new UsageConfig(Duration.ofDays(8), 64, Duration.ofSeconds(1));

    private static final KafkaConfig KAFKA =
            new KafkaConfig(Map.of(KafkaConfig.BOOTSTRAP_SERVERS, "none:1"), "t.", 1, (short) 1);

    private final TopologyTestDriver driver;
    private final TestInputTopic<@Nullable String, byte @Nullable []> traces;
    private final Map<String, Usage> hourly = new HashMap<>();
    private final Map<String, Usage> daily = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Instant> deadLetterTimes = new ArrayList<>();

    private int published;

    DrivenTopology(Path state, UsageConfig usage) {
        this(state, usage, InstantSource.system());
    }

    DrivenTopology(Path state, UsageConfig usage, InstantSource clock) {
        var topology = new UsageTopology(KAFKA, usage, new Tally(), clock).build(new StreamsBuilder());
        driver = new TopologyTestDriver(
                topology,
                UsageProperties.of(KAFKA, new RuntimeConfig(1, 0, state), new Replication((short) 1)),
                Instant.now());
        traces = driver.createInputTopic(KAFKA.topic(Topics.TRACES), new StringSerializer(), new ByteArraySerializer());
    }

    void add(Trace trace) {
        addBytes(Topics.key(trace.getProjectId(), trace.getTraceId()), Topics.TRACES.encode(trace));
    }

    void addBytes(@Nullable String key, byte @Nullable [] value) {
        traces.pipeInput(key, value);
    }

    /** Lets the publish interval pass, and takes what has come out. */
    DrivenTopology publish() {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        read(Topics.USAGE_HOURLY).forEach(row -> newer(hourly, row.key(), row.value()));
        read(Topics.USAGE_DAILY).forEach(row -> newer(daily, row.key(), row.value()));
        read(Topics.DEAD_LETTERS).forEach(letter -> {
            deadLetters.add(letter.value());
            deadLetterTimes.add(letter.written());
        });
        return this;
    }

    /** @param written the time that Kafka keeps with the record */
    private record Out<V>(String key, V value, Instant written) {}

    private <V extends SpecificRecord> List<Out<V>> read(Topic<V> topic) {
        return driver
                .createOutputTopic(KAFKA.topic(topic), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record ->
                        new Out<>(String.valueOf(record.key()), topic.decode(record.value()), record.getRecordTime()))
                .toList();
    }

    private void newer(Map<String, Usage> rows, String key, Usage row) {
        published++;
        Usage before = rows.put(key, row);
        if (row.getRevision() != (before == null ? 1 : before.getRevision() + 1)) {
            throw new AssertionError(key + ": revision " + row.getRevision() + " after " + before);
        }
    }

    /** The newest revision of each row published so far. */
    Map<UsageModel.Key, Usage> rows() {
        var rows = new LinkedHashMap<UsageModel.Key, Usage>();
        hourly.values().forEach(row -> rows.put(UsageModel.Key.of(Duration.ofHours(1), row), row));
        daily.values().forEach(row -> rows.put(UsageModel.Key.of(Duration.ofDays(1), row), row));
        return rows;
    }

    /** How many rows have been published. */
    int published() {
        return published;
    }

    /** How many traces are remembered. */
    int facts() {
        int facts = 0;
        try (var all =
                driver.<String, UsageFact>getKeyValueStore(FactProcessor.STORE).all()) {
            for (; all.hasNext(); facts++) {
                all.next();
            }
        }
        return facts;
    }

    /** When each dead letter was written. */
    List<Instant> deadLetterTimes() {
        return deadLetterTimes;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() {
        driver.close();
    }
}
