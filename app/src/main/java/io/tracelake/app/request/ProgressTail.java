package io.tracelake.app.request;

import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.RequestProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What ingesters note of requests from the moment on at which this was made. For one thread. */
public final class ProgressTail implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, RequestProgress> noted = new HashMap<>();

    ProgressTail(KafkaConfig kafka, Collection<TopicPartition> partitions) {
        this.consumer = new KafkaConsumer<>(
                kafka.client(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** The requests as they stand, after so long at most. */
    public List<TrackedRequest> next(List<IngestRequest> requests, Duration patience) {
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(patience).forEach(record -> RequestBook.note(record, noted));
        }
        return requests.stream()
                .map(request -> RequestBook.tracked(request, noted))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
