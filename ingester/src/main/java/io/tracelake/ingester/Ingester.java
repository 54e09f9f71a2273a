package io.tracelake.ingester;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.schedule.Ownership;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Carries the traces and daily metrics of an organization's projects into Kafka, each revision once.
 *
 * <p>Instances share the projects through a consumer group. {@link #run} holds the membership; {@link #tick} starts the
 * polls that are due, so the time between its calls is how late a poll may begin; polls run on virtual threads.
 */
public final class Ingester implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingester.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final KafkaConfig kafka;
    private final Ownership ownership;

    /**
     * An ingester that is not running yet.
     *
     * @param steps told of every step of every commit; a seam for tests that end the process there
     */
    public Ingester(
            KafkaConfig kafka,
            IngestConfig config,
            OrganizationConfig organization,
            AnalyticsClient analytics,
            ProjectDirectory directory,
            InstantSource clock,
            Consumer<CommitStep> steps) {
        this(kafka, config, organization, analytics, directory, clock, steps, new CompositeMeterRegistry());
    }

    /** The same, what it does counted. */
    public Ingester(
            KafkaConfig kafka,
            IngestConfig config,
            OrganizationConfig organization,
            AnalyticsClient analytics,
            ProjectDirectory directory,
            InstantSource clock,
            Consumer<CommitStep> steps,
            MeterRegistry registry) {
        this.kafka = kafka;
        var meters = new IngesterMeters(registry, kafka);
        this.ownership = new Ownership(kafka, config, organization, analytics, directory, clock, steps, meters);
    }

    /**
     * Creates missing topics, then owns partitions until {@link #close}. Blocks, also while Kafka is away.
     *
     * @throws IllegalStateException if an existing topic contradicts what the line needs
     * @throws org.apache.kafka.common.KafkaException if Kafka refuses this instance for good
     */
    public void run() throws InterruptedException {
        boolean warned = false;
        while (true) {
            try (var admin = Admin.create(kafka.client(Map.of(), Map.of()))) {
                new TopicProvisioning(admin, kafka).ensure(Topics.ALL);
                break;
            } catch (RetriableException away) {
                LOG.atLevel(warned ? Level.DEBUG : Level.WARN)
                        .log("ingester waits for Kafka at {}: {}", kafka.bootstrapServers(), away.getMessage());
                warned = true;
            }
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        ownership.run();
    }

    /** Starts what is due: polls, and asking the organization for its projects. Returns at once. */
    public void tick() {
        ownership.tick();
    }

    /** How the projects of this instance stand, by id. */
    public List<ProjectProgress> progress() {
        return ownership.progress();
    }

    /** Whether it is a member of the group and has restored what it owns. Any thread. */
    public boolean isReady() {
        return ownership.isReady();
    }

    /** Lets running polls commit what they have and leaves the group; within a few seconds. */
    @Override
    public void close() {
        closed.countDown();
        ownership.close();
    }
}
