package io.tracelake.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.sink.metrics.SinkMeters;
import io.tracelake.sink.storage.DamagedLakeException;
import io.tracelake.sink.storage.LakeUnavailableException;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the topics of the line into Parquet files, each row exactly once.
 *
 * <p>Any number of instances, in one process or many, share the partitions. Rows of one partition stay in order only
 * across files; inside a file they are sorted. A rollover is one Kafka transaction over commit records and offsets;
 * files are staged before it and published after it, and whoever owns a partition next finishes what a killed instance
 * has left. Readers of the lake see a row once, whatever crashed.
 */
public final class Sink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration GRACE = Duration.ofSeconds(6);
    private static final Duration LAST_GRACE = Duration.ofMillis(1_700);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_PAUSE_DOUBLINGS = 5;

    private final KafkaConfig kafka;
    private final LakeConfig lake;
    private final InstantSource clock;
    private final Consumer<CommitStep> steps;
    private final Tally tally;
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private SessionName session;
    private boolean connected;

    /**
     * Makes no call yet.
     *
     * @param steps hears each step of the protocol on the thread that runs; nothing in production
     */
    public Sink(KafkaConfig kafka, LakeConfig lake, InstantSource clock, Consumer<CommitStep> steps) {
        this(kafka, lake, clock, steps, new CompositeMeterRegistry());
    }

    /** The same, what it does counted. */
    public Sink(
            KafkaConfig kafka,
            LakeConfig lake,
            InstantSource clock,
            Consumer<CommitStep> steps,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.lake = lake;
        this.clock = clock;
        this.steps = steps;
        this.tally = new Tally(kafka, new SinkMeters(registry, kafka));
        this.session = new SessionName(UUID.randomUUID().toString(), 0);
    }

    /**
     * Works on the calling thread until {@link #close}. Trouble that may pass (a broker or the storage away, another
     * instance in this one's place) is logged once in one line and retried from the last committed state, at longest
     * every 16 s. Creates missing topics.
     *
     * @throws DamagedLakeException if files or offsets were changed from outside
     * @throws IllegalStateException if an existing topic contradicts its policy, or if called twice
     * @throws org.apache.kafka.common.KafkaException if Kafka refuses the configuration or the credentials
     */
    public void run() {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("a sink runs only once");
        }
        try {
            while (!isClosing() && !attempt()) {
                session = session.next();
            }
        } finally {
            finished.countDown();
        }
    }

    /** Runs one session; true if there is no more to do. */
    private boolean attempt() {
        SinkSession current = null;
        try {
            provision();
            current = new SinkSession(kafka, lake, clock, steps, tally, session);
            current.run(this::isClosing);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (RuntimeException e) {
            boolean interrupted = Thread.interrupted();
            if (current != null) {
                current.abandon();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                return true;
            }
            if (!Trouble.passes(e, connected)) {
                throw e;
            }
            return pauseAfter(e);
        }
    }

    private void provision() throws InterruptedException {
        try (Admin admin = Admin.create(kafka.client(
                Map.of(), Map.of(AdminClientConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "sink-topics")))) {
            new TopicProvisioning(admin, kafka)
                    .ensure(Stream.concat(LakeTables.ALL.stream().map(LakeTable::topic), Stream.of(Topics.LAKE_COMMITS))
                            .<Topic<?>>map(topic -> topic)
                            .toList());
        }
        connected = true;
    }

    private boolean pauseAfter(RuntimeException e) {
        String error = Trouble.describe(e);
        boolean known = error.equals(tally.snapshot().lastError());
        int failures = tally.failed(error, e instanceof LakeUnavailableException);
        if (!known && !isClosing()) {
            LOG.warn("sink goes back to its last commit and tries again: {}", error);
            LOG.debug("cause", e);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, LONGEST_PAUSE_DOUBLINGS));
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** A consistent view at this moment. Any thread. */
    public SinkProgress progress() {
        return tally.snapshot();
    }

    /** Whether it is a member of the group and has recovered what it owns. Any thread. */
    public boolean isReady() {
        return tally.isReady() && !isClosing();
    }

    /**
     * Asks {@link #run} to commit and publish what it holds, and waits for that at most 8 s. What does not make it in
     * time stays uncommitted and is read again by the next instance. Any thread; idempotent.
     */
    @Override
    public void close() {
        closing.countDown();
        Thread running = runner.get();
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!finished.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.interrupt();
                if (!finished.await(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("sink did not end in time; what it had not committed is read again next time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
