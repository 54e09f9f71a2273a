package io.tracelake.app.request;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.status.CommittedRecords;
import io.tracelake.ingester.replay.LetterPlace;
import io.tracelake.ingester.state.ProjectPartition;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The requests of operators in Kafka: read with what the ingesters noted of them, and written. For one thread. */
public final class RequestBook implements AutoCloseable {
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

    private final KafkaConfig kafka;
    private final InstantSource clock;
    private final CommittedRecords records;

    /** @param patience for each of Kafka's answers */
    public RequestBook(KafkaConfig kafka, InstantSource clock, Duration patience) {
        this.kafka = kafka;
        this.clock = clock;
        this.records = new CommittedRecords(kafka, patience);
    }

    /** Every request, oldest first. */
    public List<IngestRequest> requests() {
        var found = new LinkedHashMap<String, IngestRequest>();
        records.read(
                records.partitions(Topics.INGEST_REQUESTS),
                record -> {
                    if (record.value() == null) {
                        found.remove(record.key());
                    } else {
                        found.put(record.key(), Topics.INGEST_REQUESTS.decode(record.value()));
                    }
                },
                _ -> {});
        return found.values().stream()
                .sorted(Comparator.comparing(IngestRequest::getCreatedAt)
                        .thenComparing(request -> String.valueOf(request.getProjectId()))
                        .thenComparing(IngestRequest::getRequestId))
                .toList();
    }

    /**
     * Requests with what became of them. Reads what the ingesters remember of their projects from beginning to end.
     *
     * @param progress hears how many records have been read, again and again
     */
    public List<TrackedRequest> track(List<IngestRequest> requests, LongConsumer progress) {
        var noted = new HashMap<String, RequestProgress>();
        var partitions = partitionsOf(requests);
        if (!partitions.isEmpty()) {
            records.read(partitions, record -> note(record, noted), progress);
        }
        return requests.stream().map(request -> tracked(request, noted)).toList();
    }

    /** Follows requests from now on: ask for it before they are written. */
    public ProgressTail tail(List<IngestRequest> requests) {
        var partitions = partitionsOf(requests);
        if (partitions.isEmpty() && !requests.isEmpty()) {
            throw new ConfigurationException("topic " + kafka.topic(Topics.INGEST_STATE) + " doesn't exist at "
                    + kafka.bootstrapServers() + "; has an ingester run here?");
        }
        return new ProgressTail(kafka, partitions);
    }

    private Set<TopicPartition> partitionsOf(List<IngestRequest> requests) {
        var all = records.partitions(Topics.INGEST_STATE);
        return all.isEmpty()
                ? Set.of()
                : requests.stream()
                        .filter(request -> request.getProjectId() != null && request.getKind() != RequestKind.DROP)
                        .map(request -> all.get(ProjectPartition.of(request.getProjectId(), all.size())))
                        .collect(Collectors.toSet());
    }

    static void note(ConsumerRecord<String, byte[]> record, Map<String, RequestProgress> noted) {
        String key = record.key();
        if (!key.startsWith("request/", Topics.projectOf(key).length() + 1)) {
            return; // most are fingerprints, which needn't be decoded
        }
        IngestState value = record.value() == null ? null : Topics.INGEST_STATE.decode(record.value());
        if (value == null || value.getRequest() == null) {
            noted.remove(key);
        } else {
            noted.put(key, value.getRequest());
        }
    }

    static TrackedRequest tracked(IngestRequest request, Map<String, RequestProgress> noted) {
        String project = String.valueOf(request.getProjectId());
        return TrackedRequest.of(
                request,
                noted.get(StateKey.request(project, RequestId.of(request)).toString()));
    }

    /** Writes requests, and removes those that are of no use any more. */
    public void write(List<IngestRequest> requests) throws InterruptedException {
        try (var admin = Admin.create(kafka.client(Map.of(), Map.of()))) {
            new TopicProvisioning(admin, kafka).ensure(List.of(Topics.INGEST_REQUESTS));
        }
        var written = new LinkedHashMap<String, byte @Nullable []>();
        useless().forEach(request -> written.put(RequestId.key(request), null));
        requests.forEach(request -> written.put(RequestId.key(request), Topics.INGEST_REQUESTS.encode(request)));
        send(written);
    }

    /**
     * One request after another: Kafka refuses the first records of a new producer for ever if the next ones have come to
     * a leader before them.
     */
    private void send(Map<String, byte @Nullable []> written) throws InterruptedException {
        var required = Map.<String, Object>of(
                ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (var producer = new KafkaProducer<>(
                kafka.client(Map.of(), required), new StringSerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<?>>();
            written.forEach((key, value) ->
                    sent.add(producer.send(new ProducerRecord<>(kafka.topic(Topics.INGEST_REQUESTS), key, value))));
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    /** Backfills that ended long ago, and what is about letters that Kafka has deleted. */
    private Collection<IngestRequest> useless() {
        var all = requests();
        if (all.isEmpty()) {
            return List.of();
        }
        Instant longAgo = clock.instant().minus(FORGOTTEN_AFTER);
        var useless = new ArrayList<IngestRequest>();
        var old = all.stream()
                .filter(request -> request.getKind() == RequestKind.BACKFILL
                        && request.getCreatedAt().isBefore(longAgo))
                .toList();
        for (TrackedRequest request : track(old, _ -> {})) {
            Instant ended = request.endedAt();
            if (ended != null && ended.isBefore(longAgo)) {
                useless.add(request.request());
            }
        }
        var first = records.beginnings(records.partitions(Topics.DEAD_LETTERS));
        all.stream().filter(request -> isOfDeletedLetter(request, first)).forEach(useless::add);
        return useless;
    }

    private boolean isOfDeletedLetter(IngestRequest request, Map<TopicPartition, Long> first) {
        return switch (request.getKind()) {
            case REPLAY, DROP -> {
                var place = LetterPlace.parse(request.getRequestId());
                var partition = new TopicPartition(kafka.topic(Topics.DEAD_LETTERS), place.partition());
                yield place.offset() < first.getOrDefault(partition, 0L);
            }
            case BACKFILL, UNKNOWN -> false;
        };
    }

    @Override
    public void close() {
        records.close();
    }
}
