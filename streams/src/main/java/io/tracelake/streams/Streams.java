package io.tracelake.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import io.tracelake.streams.http.Endpoint;
import io.tracelake.streams.metrics.StreamsMeters;
import io.tracelake.streams.query.LiveUsage;
import io.tracelake.streams.topology.FirstOffsets;
import io.tracelake.streams.topology.Tally;
import io.tracelake.streams.topology.UsageProperties;
import io.tracelake.streams.topology.UsageTopology;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the usage of every project and tag equal to what the newest revisions of its traces say, and publishes it.
 *
 * <p>Any number of instances, in one process or many, share the partitions; each needs a state directory of its own. A
 * revision, the state it changes and what it publishes are one Kafka transaction: whatever crashes, each revision counts
 * once.
 */
public final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_PAUSE_DOUBLINGS = 5;

    private final KafkaConfig kafka;
    private final RuntimeConfig runtime;
    private final EndpointConfig endpoint;
    private final InstantSource clock;
    private final LiveUsage live = new LiveUsage();
    private final Tally tally = new Tally();
    private final StreamsMeters meters;
    private final UsageTopology topology;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable URI uri;
    private volatile @Nullable String lastError;
    private Replication replication = new Replication((short) -1);
    private int failures;
    private long workAtFailure;

    /** Makes no call yet. */
    public Streams(
            KafkaConfig kafka, UsageConfig usage, RuntimeConfig runtime, EndpointConfig endpoint, InstantSource clock) {
        this(kafka, usage, runtime, endpoint, clock, new CompositeMeterRegistry());
    }

    /** The same, what it does counted. */
    public Streams(
            KafkaConfig kafka,
            UsageConfig usage,
            RuntimeConfig runtime,
            EndpointConfig endpoint,
            InstantSource clock,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.runtime = runtime;
        this.endpoint = endpoint;
        this.clock = clock;
        this.meters = new StreamsMeters(registry, kafka, tally);
        this.topology = new UsageTopology(kafka, usage, tally, clock);
    }

    /**
     * Works until {@link #close}. Creates missing topics. Trouble that may pass is logged and retried from the last
     * commit.
     *
     * @throws IllegalStateException if it can't listen at the endpoint's address, if an existing topic contradicts its
     *     policy, if it can't know how far {@code traces} has been counted, if anything failed for good, or if called
     *     twice
     * @throws org.apache.kafka.streams.errors.StreamsException if the state directory is in use or can't be written
     * @throws org.apache.kafka.common.KafkaException if Kafka refuses the configuration or the credentials
     */
    public void run() throws InterruptedException {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("streams run only once");
        }
        try (var serving = Endpoint.start(endpoint, live, clock)) {
            uri = serving.uri();
            if (provisioned()) {
                work(serving.advertised());
            }
        } finally {
            finished.countDown();
        }
    }

    /** False if closed before Kafka answered. */
    private boolean provisioned() throws InterruptedException {
        do {
            try {
                provision();
                return true;
            } catch (KafkaException e) {
                if (!Trouble.passes(e)) {
                    throw e;
                }
                retryLater(e);
            }
        } while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        return false;
    }

    private void provision() throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client(
                Map.of(), Map.of(AdminClientConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "streams-topics")))) {
            new TopicProvisioning(admin, kafka)
                    .ensure(List.of(Topics.TRACES, Topics.DEAD_LETTERS, Topics.USAGE_HOURLY, Topics.USAGE_DAILY));
            new FirstOffsets(admin, kafka).commitMissing();
            replication = Replication.of(admin, kafka);
        }
    }

    /**
     * A kill while Kafka Streams deletes a store leaves a part of it that can't be opened, today or tomorrow. Kafka has a
     * copy of it all.
     */
    private void work(String advertised) throws InterruptedException {
        try {
            count(advertised, _ -> {});
        } catch (ProcessorStateException e) {
            LOG.warn("the local state can't be opened and is read again from Kafka: {}", Trouble.describe(e));
            count(advertised, KafkaStreams::cleanUp);
        }
    }

    /** @throws ProcessorStateException if the local state can't be opened */
    private void count(String advertised, Consumer<KafkaStreams> before) throws InterruptedException {
        var properties = UsageProperties.of(kafka, runtime, replication);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
        var streams = new KafkaStreams(topology.build(new StreamsBuilder()), properties);
        var unusable = new AtomicBoolean();
        try {
            streams.setUncaughtExceptionHandler(this::decide);
            streams.setStateListener((state, _) -> {
                switch (state) {
                    case ERROR, NOT_RUNNING -> {
                        if (!unusable.get()) {
                            closing.countDown();
                        }
                    }
                    case RUNNING -> lastError = null;
                    default -> {}
                }
            });
            before.accept(streams);
            meters.open(streams);
            live.open(streams, HostInfo.buildFromEndpoint(advertised));
            streams.start();
            closing.await();
        } catch (ProcessorStateException e) {
            unusable.set(true);
            throw e;
        } finally {
            meters.close();
            live.close();
            streams.close(CloseOptions.timeout(GRACE).withGroupMembershipOperation(membership()));
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException(Trouble.describe(cause), cause);
        }
    }

    /**
     * Others take over at once, rather than when this one's session has run out; unless whoever gave it a name of its own
     * wants it to find its partitions again.
     */
    private GroupMembershipOperation membership() {
        return UsageProperties.hasNamedMembers(kafka)
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
    }

    /** On the thread that failed, which is replaced by another or was the last. */
    private StreamThreadExceptionResponse decide(Throwable cause) {
        if (!Trouble.passes(cause)) {
            failure.compareAndSet(null, cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        retryLater(cause);
        try {
            if (closing.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Doubled with each failure on end, until something has been counted again. */
    private synchronized Duration pause() {
        long work = tally.revisions() + tally.changes();
        failures = work == workAtFailure ? failures + 1 : 1;
        workAtFailure = work;
        return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, LONGEST_PAUSE_DOUBLINGS));
    }

    private void retryLater(Throwable cause) {
        String error = Trouble.describe(cause);
        if (!error.equals(lastError)) {
            LOG.warn("streams go back to their last commit and try again: {}", error);
            LOG.debug("cause", cause);
        }
        lastError = error;
    }

    /** How it stands at this moment. Any thread. */
    public StreamsProgress progress() {
        return new StreamsProgress(
                live.state(), tally.revisions(), tally.changes(), tally.rows(), tally.deadLetters(), lastError);
    }

    /** Whether Kafka Streams is RUNNING: a member of its group, its state restored. Any thread. */
    public boolean isReady() {
        return live.state().equals(KafkaStreams.State.RUNNING.name());
    }

    /** Where usage is read live, once it listens; null before. Any thread. */
    public @Nullable URI endpoint() {
        return uri;
    }

    /** Commits what is in work and ends {@link #run}; waits for that at most some 8 s. Any thread; idempotent. */
    @Override
    public void close() {
        closing.countDown();
        Thread thread = runner.get();
        if (thread == null || thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!finished.await(GRACE.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("streams did not end in time; what they had not committed is read again next time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
