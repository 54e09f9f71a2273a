package io.tracelake.ingester.request;

import io.tracelake.ingester.state.RequestId;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What operators want, as {@code ingest-requests} says, a moment late. Every instance follows the whole topic: it is
 * small, and who owns which project may change at any time. Thread-safe.
 */
public final class RequestFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaConfig kafka;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Map<String, Map<RequestId, IngestRequest>> known;
    private volatile @Nullable Consumer<String, byte[]> following;

    public RequestFeed(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    /** The requests of a project, oldest first; empty as long as the topic hasn't been read to its end once. */
    public Optional<List<IngestRequest>> of(String projectId) {
        var requests = known;
        return requests == null
                ? Optional.empty()
                : Optional.of(requests.getOrDefault(projectId, Map.of()).values().stream()
                        .sorted(Comparator.comparing(IngestRequest::getCreatedAt)
                                .thenComparing(IngestRequest::getRequestId))
                        .toList());
    }

    /** Differs from what it was before if there may be something new to know of any project. */
    public long changes() {
        return changes.get();
    }

    /** Follows the topic until {@link #close}. Blocks. */
    public void run() {
        boolean warned = false;
        while (closed.getCount() > 0) {
            try {
                follow();
            } catch (WakeupException closing) {
                return;
            } catch (KafkaException e) {
                LOG.atLevel(warned ? Level.DEBUG : Level.WARN)
                        .log("the requests of operators can't be read for now: {}", e.getMessage());
                warned = true;
                pause();
            } catch (RuntimeException e) {
                LOG.error("the requests of operators can't be read for now", e);
                pause();
            }
        }
    }

    private void follow() {
        var consumer = consumer();
        try {
            following = consumer;
            follow(consumer);
        } finally {
            // It waits for a fetch that is under way otherwise, and complains at length if it is interrupted.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting for Kafka");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(kafka.topic(Topics.INGEST_REQUESTS)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic isn't known yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var found = new ConcurrentHashMap<String, Map<RequestId, IngestRequest>>();
        boolean complete = false;
        while (closed.getCount() > 0) {
            if (!complete && reached(consumer, partitions, ends)) {
                complete = true;
                known = found;
                changes.incrementAndGet();
            }
            var records = consumer.poll(POLL);
            records.forEach(record -> take(record, found));
            if (!records.isEmpty()) {
                changes.incrementAndGet();
            }
        }
    }

    private static boolean reached(
            Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    private static void take(
            ConsumerRecord<String, byte[]> record, Map<String, Map<RequestId, IngestRequest>> requests) {
        String key = record.key();
        String projectId = Topics.projectOf(key);
        RequestId id = RequestId.parse(key.substring(Math.min(key.length(), projectId.length() + 1)));
        var ofProject = requests.computeIfAbsent(projectId, first -> new ConcurrentHashMap<>());
        if (record.value() == null) {
            ofProject.remove(id);
            return;
        }
        try {
            ofProject.put(id, Topics.INGEST_REQUESTS.decode(record.value()));
        } catch (UndecodableRecordException e) {
            LOG.warn("request {} is passed over: {}", key, e.getMessage());
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.client(
                        Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5_000),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        closed.countDown();
        var consumer = following;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
