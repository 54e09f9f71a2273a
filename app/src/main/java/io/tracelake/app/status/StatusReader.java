package io.tracelake.app.status;

import io.tracelake.app.config.KafkaRefusal;
import io.tracelake.app.status.LineStatus.PartitionStatus;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how the line stands. Changes nothing there and joins no group. */
public final class StatusReader {
    private final KafkaConfig kafka;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience for each of Kafka's answers */
    public StatusReader(KafkaConfig kafka, InstantSource clock, Duration patience) {
        this.kafka = kafka;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Reads the topics of the ingester and of the sink's commits to their ends. Topics that don't exist yet count as
     * empty.
     *
     * @param progress hears how many records have been read, again and again
     * @throws StatusUnavailableException if Kafka can't be reached, refuses, or doesn't answer in time
     */
    public LineStatus read(LongConsumer progress) throws InterruptedException {
        try (var admin = admin()) {
            var found = partitions(admin);
            try (var records = new CommittedRecords(kafka, patience)) {
                var projects = new Projects();
                records.read(of(found, Topics.PROJECTS, Topics.INGEST_STATE), projects.reader(kafka), progress);
                var commits = new Commits();
                records.read(of(found, Topics.LAKE_COMMITS), commits::accept, _ -> {});
                return new LineStatus(
                        clock.instant(),
                        projects.statuses(),
                        lags("streams", List.of(Topics.TRACES), admin, found, records),
                        lags(
                                "sink",
                                LakeTables.ALL.stream().map(LakeTable::topic).toList(),
                                admin,
                                found,
                                records),
                        commits.tables(kafka));
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private Admin admin() {
        int millis = Math.toIntExact(patience.toMillis());
        return Admin.create(kafka.client(
                Map.of(AdminClientConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "status"),
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        millis,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        millis)));
    }

    private Map<String, List<TopicPartition>> partitions(Admin admin) throws InterruptedException {
        Set<String> existing = await(admin.listTopics().names());
        var ours =
                Topics.ALL.stream().map(kafka::topic).filter(existing::contains).toList();
        var described = await(admin.describeTopics(ours).allTopicNames());
        return described.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().partitions().stream()
                                .map(TopicPartitionInfo::partition)
                                .map(partition -> new TopicPartition(topic.getKey(), partition))
                                .toList()));
    }

    private List<TopicPartition> of(Map<String, List<TopicPartition>> found, Topic<?>... topics) {
        return Stream.of(topics)
                .flatMap(topic -> found.getOrDefault(kafka.topic(topic), List.of()).stream())
                .toList();
    }

    private List<PartitionStatus> lags(
            String group,
            List<? extends Topic<?>> topics,
            Admin admin,
            Map<String, List<TopicPartition>> found,
            CommittedRecords records)
            throws InterruptedException {
        var committed = committed(admin, group);
        var statuses = new ArrayList<PartitionStatus>();
        for (var topic : topics) {
            var partitions = of(found, topic);
            var beginnings = records.beginnings(partitions);
            records.ends(partitions).entrySet().stream()
                    .map(end -> status(
                            end.getKey(),
                            beginnings.getOrDefault(end.getKey(), 0L),
                            end.getValue(),
                            committed.get(end.getKey())))
                    .sorted(Comparator.comparingInt(PartitionStatus::partition))
                    .forEach(statuses::add);
        }
        return statuses;
    }

    private PartitionStatus status(
            TopicPartition partition, long beginning, long end, @Nullable OffsetAndMetadata committed) {
        long next = committed == null ? beginning : committed.offset();
        return new PartitionStatus(
                partition.topic().substring(kafka.topicPrefix().length()),
                partition.partition(),
                end,
                committed == null ? null : committed.offset(),
                // The group may have committed after the end was asked for.
                Math.max(0, end - next));
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) throws InterruptedException {
        try {
            return await(
                    admin.listConsumerGroupOffsets(kafka.topicPrefix() + group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException neverRan) {
            return Map.of();
        }
    }

    private StatusUnavailableException unavailable(KafkaException e) {
        boolean late = e instanceof TimeoutException;
        String reason = late
                ? "doesn't answer within " + patience.toSeconds() + " s; is it running?"
                : "refuses: " + KafkaRefusal.describe(e).orElseGet(() -> String.valueOf(innermost(e)));
        return new StatusUnavailableException("Kafka at " + kafka.bootstrapServers() + " " + reason, e);
    }

    /** Clients wrap what went wrong in "Failed to construct kafka consumer" and the like. */
    private static @Nullable String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
