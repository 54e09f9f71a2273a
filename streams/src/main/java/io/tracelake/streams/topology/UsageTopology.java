package io.tracelake.streams.topology;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UsageChange;
import io.tracelake.schemas.UsageState;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.aggregate.Published;
import io.tracelake.streams.aggregate.UsageProcessor;
import io.tracelake.streams.config.UsageConfig;
import io.tracelake.streams.fact.FactOutcome;
import io.tracelake.streams.fact.FactProcessor;
import io.tracelake.streams.fact.ObservedTime;
import io.tracelake.streams.fact.Revision;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * {@code traces} → facts → changes, keyed by project → aggregates → {@code usage-hourly} and {@code usage-daily}.
 *
 * <p>All numbers of a project are in one partition, so one instance answers for them. Facts are kept where their traces
 * are, so what is large scales with the partitions of {@code traces}.
 */
public final class UsageTopology {
    private static final String REVISIONS = "revisions";
    private static final String CHANGES = "usage-changes";

    private final KafkaConfig kafka;
    private final UsageConfig usage;
    private final Tally tally;
    private final InstantSource clock;

    public UsageTopology(KafkaConfig kafka, UsageConfig usage, Tally tally, InstantSource clock) {
        this.kafka = kafka;
        this.usage = usage;
        this.tally = tally;
        this.clock = clock;
    }

    /** The whole of it. */
    public Topology build(StreamsBuilder builder) {
        stores(builder);
        KStream<String, FactOutcome> outcomes = builder.stream(
                        kafka.topic(Topics.TRACES),
                        Consumed.<String, Revision>with(Serdes.String(), Revision.SERDE)
                                .withName(REVISIONS)
                                .withTimestampExtractor(new ObservedTime(clock))
                                .withOffsetResetPolicy(AutoOffsetReset.none()))
                .peek((key, revision) -> tally.revision())
                .process(() -> new FactProcessor(usage), Named.as(FactProcessor.STORE), FactProcessor.STORE);
        deadLetters(outcomes);
        changes(outcomes)
                .peek((key, change) -> tally.change())
                .process(
                        () -> new UsageProcessor(usage, tally::published),
                        Named.as(UsageProcessor.STORE),
                        UsageProcessor.STORE,
                        UsageProcessor.UNPUBLISHED)
                .to(
                        (key, published, record) -> topic(published.granularity()),
                        Produced.<String, Published>with(Serdes.String(), rows())
                                .withName("rows"));
        return builder.build();
    }

    private static void stores(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(FactProcessor.STORE),
                Serdes.String(),
                serde(UsageState.FACTS::encode, UsageState.FACTS::decode)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(UsageProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled());
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(UsageProcessor.UNPUBLISHED), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled());
    }

    private void deadLetters(KStream<String, FactOutcome> outcomes) {
        outcomes.filter((key, outcome) -> outcome instanceof FactOutcome.Rejected)
                .mapValues(outcome -> ((FactOutcome.Rejected) outcome).letter())
                .peek((key, letter) -> tally.deadLetter(letter.getReason()))
                .to(
                        kafka.topic(Topics.DEAD_LETTERS),
                        Produced.<String, DeadLetter>with(
                                        Serdes.String(),
                                        serde(Topics.DEAD_LETTERS::encode, Topics.DEAD_LETTERS::decode))
                                .withName("dead-letters"));
    }

    private KStream<String, UsageChange> changes(KStream<String, FactOutcome> outcomes) {
        return outcomes.filter((key, outcome) -> outcome instanceof FactOutcome.Counted)
                .mapValues(outcome -> ((FactOutcome.Counted) outcome).change())
                .repartition(Repartitioned.<String, UsageChange>with(
                                Serdes.String(), serde(UsageState.CHANGES::encode, UsageState.CHANGES::decode))
                        .withName(CHANGES)
                        .withNumberOfPartitions(kafka.partitions()));
    }

    private String topic(Granularity granularity) {
        return kafka.topic(
                switch (granularity) {
                    case HOURLY -> Topics.USAGE_HOURLY;
                    case DAILY -> Topics.USAGE_DAILY;
                });
    }

    private static Serde<Published> rows() {
        return Serdes.serdeFrom((topic, published) -> Topics.USAGE_HOURLY.encode(published.row()), (topic, bytes) -> {
            throw new UnsupportedOperationException("rows are only written");
        });
    }

    private static <V> Serde<V> serde(Function<V, byte[]> encode, Function<byte[], V> decode) {
        return Serdes.serdeFrom((topic, value) -> encode.apply(value), (topic, bytes) -> decode.apply(bytes));
    }
}
