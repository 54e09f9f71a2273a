package io.tracelake.sink.commit;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The last commit of every partition, as the topic {@code lake-commits} tells.
 *
 * <p>Holds one record a partition. Keeps its place: the first reading starts at the beginning, later ones go on. Not
 * thread-safe.
 */
public final class CommitLog implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, LakeCommit> last = new HashMap<>();

    /** Makes no call yet. */
    public CommitLog(KafkaConfig kafka) {
        topic = kafka.topic(Topics.LAKE_COMMITS);
        consumer = new KafkaConsumer<>(
                kafka.client(
                        Map.of(ConsumerConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "sink-commits"),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads on up to what is committed now, but not beyond a transaction that is still open. May wait for a moment. */
    void catchUp() {
        if (consumer.assignment().isEmpty()) {
            assign();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), CALL_TIMEOUT);
        do {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(A_MOMENT)) {
                append(Topics.LAKE_COMMITS.decode(found.value()));
            }
        } while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), CALL_TIMEOUT) < end.getValue()));
    }

    private void assign() {
        List<TopicPartition> sources = consumer.partitionsFor(topic, CALL_TIMEOUT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(sources);
        consumer.seekToBeginning(sources);
    }

    public @Nullable LakeCommit last(TopicPartition partition) {
        return last.get(partition);
    }

    /** The last known commit of every partition, including those of other instances. */
    public Map<TopicPartition, LakeCommit> last() {
        return Map.copyOf(last);
    }

    /** Takes note of a commit, also of one's own before it is read back. */
    public void append(LakeCommit commit) {
        // Reading back one's own commits, which lags behind, must not turn the clock back.
        last.merge(
                new TopicPartition(commit.getTopic(), commit.getPartition()),
                commit,
                (known, found) -> found.getNextOffset() >= known.getNextOffset() ? found : known);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
