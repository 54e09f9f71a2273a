package io.tracelake.testkit;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A test's share of the broker: topics, groups and transactional ids behind a prefix of its own.
 *
 * @param config three partitions for topics that scale
 */
public record KafkaCluster(KafkaConfig config) {
    private static final AtomicInteger SHARES = new AtomicInteger();
    private static final int PARTITIONS = 3;

    static KafkaCluster unique(String bootstrapServers) {
        return of(bootstrapServers, "t" + SHARES.incrementAndGet() + ".", PARTITIONS);
    }

    private static KafkaCluster of(String bootstrapServers, String prefix, int partitions) {
        var properties = Map.of(KafkaConfig.BOOTSTRAP_SERVERS, bootstrapServers);
        return new KafkaCluster(new KafkaConfig(properties, prefix, partitions, (short) 1));
    }

    /** The same share with another number of partitions; before the topics are created. */
    public KafkaCluster withPartitions(int partitions) {
        return of(bootstrapServers(), config.topicPrefix(), partitions);
    }

    /** A second share of the same broker. */
    public KafkaCluster another() {
        return unique(bootstrapServers());
    }

    public String bootstrapServers() {
        return config.bootstrapServers();
    }

    public Admin admin() {
        return Admin.create(config.client(Map.of(), Map.of()));
    }

    /** Creates every topic of the line. */
    public KafkaCluster createTopics() throws InterruptedException {
        try (var admin = admin()) {
            new TopicProvisioning(admin, config).ensure(Topics.ALL);
        }
        return this;
    }

    /**
     * A producer for any topic; transactional if an id, without prefix, is given. Otherwise it sends one request after
     * another: if a partition finds its leader between the first and the second of a new producer, Kafka accepts the second and
     * refuses the first for ever.
     */
    public KafkaProducer<String, byte[]> producer(@Nullable String transactionalId) {
        Map<String, Object> required = transactionalId == null
                ? Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                : Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.topicPrefix() + transactionalId);
        return new KafkaProducer<>(
                config.client(
                        Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicProvisioning.MAX_RECORD_BYTES), required),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes the values, keyed as the line does or by the caller, and waits until the broker has them all. */
    public <V extends SpecificRecord> List<RecordMetadata> write(Topic<V> topic, String key, List<V> values)
            throws InterruptedException {
        return writeBytes(topic, key, values.stream().map(topic::encode).toList());
    }

    /** Writes bytes as they are, for values that no schema describes. */
    public List<RecordMetadata> writeBytes(Topic<?> topic, String key, List<byte[]> values)
            throws InterruptedException {
        try (var producer = producer(null)) {
            var sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(config.topic(topic), key, value)))
                    .toList();
            var written = new ArrayList<RecordMetadata>();
            for (var metadata : sent) {
                written.add(metadata.get());
            }
            return written;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Reads what is committed in a topic at this moment. */
    public <V extends SpecificRecord> TopicReader<V> reader(Topic<V> topic) {
        return new TopicReader<>(config, topic);
    }

    /** Committed offsets of a group, named without prefix; empty if it never committed. */
    public Map<TopicPartition, OffsetAndMetadata> committedOffsets(String group) throws InterruptedException {
        try (var admin = admin()) {
            return admin.listConsumerGroupOffsets(config.topicPrefix() + group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
