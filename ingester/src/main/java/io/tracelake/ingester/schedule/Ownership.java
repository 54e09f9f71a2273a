package io.tracelake.ingester.schedule;

import static java.util.stream.Collectors.groupingBy;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.request.RequestFeed;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.state.ProjectPartition;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions of {@code ingest-state} this instance owns, as the group says.
 *
 * <p>The group only hands out partitions: nothing is read and no offset committed through it. Whoever is assigned a
 * partition polls the projects that hash to it.
 */
public final class Ownership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
    private static final int KNOWN_AFTER_ATTEMPTS = 120;

    private final IngestContext context;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, OwnedPartition> owned = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final String topic;
    private final RequestFeed requests;
    private volatile int partitions;
    private volatile boolean closed;
    private volatile boolean rejoin;
    private volatile boolean joined;
    /** Whether every owned partition has been told which projects it has, or has just been assigned. */
    private volatile boolean informed;

    private volatile @Nullable KafkaConsumer<byte[], byte[]> member;

    /** Ownership of a new instance, which has no partition yet. */
    public Ownership(
            KafkaConfig kafka,
            IngestConfig config,
            OrganizationConfig organization,
            AnalyticsClient analytics,
            ProjectDirectory directory,
            InstantSource clock,
            Consumer<CommitStep> steps,
            IngesterMeters meters) {
        long heap = Runtime.getRuntime().maxMemory();
        this.requests = new RequestFeed(kafka);
        this.context = new IngestContext(
                kafka,
                config,
                organization,
                analytics,
                directory,
                PageMemory.ofHeap(heap),
                requests,
                BackfillSlots.ofHeap(heap),
                workers,
                clock,
                steps,
                meters);
        meters.owns(owned);
        this.topic = kafka.topic(Topics.INGEST_STATE);
    }

    /** Takes part in the group until {@link #close}. Blocks. */
    public void run() {
        Future<?> following = CompletableFuture.completedFuture(null);
        try (var consumer = newMember()) {
            member = consumer;
            partitions = awaitPartitions(consumer);
            following = workers.submit(requests::run);
            consumer.subscribe(List.of(topic), new Assignment(consumer));
            while (!closed) {
                consumer.poll(POLL);
                if (rejoin) {
                    rejoin = false;
                    provePlace(consumer);
                    joined = false;
                    consumer.unsubscribe();
                    consumer.subscribe(List.of(topic), new Assignment(consumer));
                }
            }
        } catch (WakeupException closing) {
            if (!closed) {
                throw closing;
            }
        } finally {
            closed = true;
            requests.close();
            release(owned.keySet());
            awaitEnd(following);
            workers.shutdownNow();
            ended.countDown();
        }
    }

    /**
     * Who joins anew under a name takes the place of whoever has that name by now; so first the group is asked whether it
     * is still this member's.
     *
     * @throws org.apache.kafka.common.errors.FencedInstanceIdException if another one has it
     */
    private void provePlace(KafkaConsumer<byte[], byte[]> consumer) {
        if (consumer.groupMetadata().groupInstanceId().isEmpty()) {
            return;
        }
        joined = false;
        consumer.enforceRebalance();
        while (!joined && !closed) {
            consumer.poll(POLL);
        }
    }

    /** A client that is interrupted while it closes complains at length. */
    private static void awaitEnd(Future<?> following) {
        try {
            following.get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.debug("the requests of operators are still being followed", late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A topic just created is known to every broker only a moment later. */
    private int awaitPartitions(KafkaConsumer<byte[], byte[]> consumer) {
        for (int attempt = 0; attempt < KNOWN_AFTER_ATTEMPTS && !closed; attempt++) {
            int count = count(consumer);
            if (count > 0) {
                return count;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        if (closed) {
            return 0;
        }
        throw new KafkaException("topic " + topic + " is missing");
    }

    private int count(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            return consumer.partitionsFor(topic).size();
        } catch (RetriableException away) {
            return 0;
        }
    }

    private KafkaConsumer<byte[], byte[]> newMember() {
        return new KafkaConsumer<>(
                context.kafka()
                        .client(
                                Map.of(
                                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000,
                                        // A member hears with a heartbeat that another one came or left.
                                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000,
                                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                                CooperativeStickyAssignor.class.getName()),
                                Map.of(
                                        ConsumerConfig.GROUP_ID_CONFIG,
                                        context.kafka().topicPrefix() + "ingester",
                                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                                        "classic",
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        false,
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                        "latest",
                                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Starts what is due. */
    public void tick() {
        if (!closed && refreshing.compareAndSet(false, true)) {
            workers.execute(this::refreshDirectory);
        }
        int count = partitions;
        if (count == 0) {
            return;
        }
        boolean known = context.directory().isKnown();
        Map<Integer, List<OrganizationProject>> projects = context.directory().projects().stream()
                .collect(groupingBy(project -> ProjectPartition.of(project.id(), count)));
        owned.forEach((partition, owner) -> owner.tick(projects.getOrDefault(partition, List.of())));
        informed = known;
    }

    private void refreshDirectory() {
        try {
            context.directory().refresh();
        } finally {
            refreshing.set(false);
        }
    }

    /** Projects of this instance, by id. */
    public List<ProjectProgress> progress() {
        return owned.values().stream()
                .flatMap(owner -> owner.progress().stream())
                .sorted(Comparator.comparing(ProjectProgress::id))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        var consumer = member;
        if (consumer == null) {
            return;
        }
        consumer.wakeup();
        try {
            ended.await(8, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the group has this instance as a member, it is known which projects there are, and what it owns of them is
     * restored. One that owns nothing is ready to take over.
     */
    public boolean isReady() {
        return joined && !closed && informed && owned.values().stream().allMatch(OwnedPartition::isReady);
    }

    private void release(Collection<Integer> numbers) {
        var released = List.copyOf(numbers).stream()
                .map(owned::remove)
                .filter(Objects::nonNull)
                .map(partition -> Thread.startVirtualThread(partition::close))
                .toList();
        for (Thread thread : released) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The owners of the other partitions ask the same service. */
    private void shareQuota() {
        var governor = context.analytics().governor();
        if (governor != null) {
            governor.share(owned.size(), partitions);
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Assignment(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            consumer.pause(assigned);
            for (TopicPartition partition : assigned) {
                owned.put(
                        partition.partition(),
                        new OwnedPartition(context, partition.partition(), partitions, () -> rejoin = true));
            }
            joined = true;
            shareQuota();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            release(revoked.stream().map(TopicPartition::partition).toList());
            shareQuota();
        }

        /** The group went on without this instance, which isn't a member until it is assigned something again. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            joined = false;
            onPartitionsRevoked(lost);
        }
    }
}
