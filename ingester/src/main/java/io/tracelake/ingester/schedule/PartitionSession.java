package io.tracelake.ingester.schedule;

import static java.util.stream.Collectors.toSet;

import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.PartitionLostException;
import io.tracelake.ingester.publish.PartitionWriter;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One time of owning a partition of {@code ingest-state}, from fencing the owner before to being given up. What it holds
 * in memory is never carried over to the next time.
 */
final class PartitionSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionSession.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final IngestContext context;
    private final PartitionWriter writer;
    private final Map<String, ProjectState> states;
    private final Map<String, ProjectTask> tasks = new ConcurrentHashMap<>();
    private final Set<Future<?>> runs = ConcurrentHashMap.newKeySet();
    private final BiConsumer<PartitionSession, PartitionLostException> lost;
    private final Instant opened;
    private volatile boolean stopping;
    private boolean forgottenFound;

    private PartitionSession(
            IngestContext context,
            PartitionWriter writer,
            Map<String, ProjectState> states,
            BiConsumer<PartitionSession, PartitionLostException> lost) {
        this.context = context;
        this.writer = writer;
        this.states = states;
        this.lost = lost;
        this.opened = context.clock().instant();
    }

    /**
     * Fences the owner before, then restores what it has left. Blocks until that is done.
     *
     * @param lost told if a commit fails, perhaps by several polls
     */
    static PartitionSession open(
            IngestContext context,
            int partition,
            int partitions,
            BiConsumer<PartitionSession, PartitionLostException> lost) {
        long begun = System.nanoTime();
        Instant now = context.clock().instant();
        var writer = PartitionWriter.open(context.kafka(), partition, context.steps(), context.meters());
        try (var consumer = stateConsumer(context)) {
            var topic = new TopicPartition(context.kafka().topic(Topics.INGEST_STATE), partition);
            StateRestore.Restored restored;
            long from = 0;
            do {
                restored = new StateRestore(context.config(), now).read(consumer, topic, partitions, from);
                writer.forget(topic.topic(), restored.expired());
                from = restored.nextExpired();
            } while (restored.moreExpired());
            context.meters().restored(begun);
            LOG.debug(
                    "owns {}: {} projects restored", topic, restored.byProject().size());
            return new PartitionSession(context, writer, restored.byProject(), lost);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> stateConsumer(IngestContext context) {
        return new KafkaConsumer<>(
                context.kafka()
                        .client(
                                Map.of(),
                                Map.of(
                                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                        "read_committed",
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        false,
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                        "none",
                                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Starts the polls that are due. */
    void tick(Collection<OrganizationProject> projects) {
        Instant now = context.clock().instant();
        for (OrganizationProject project : projects) {
            ProjectTask task = tasks.computeIfAbsent(project.id(), id -> newTask(project, now));
            task.describe(project);
            if (!stopping && task.claim(now)) {
                submit(task::run);
            }
        }
        Set<String> listed = projects.stream().map(OrganizationProject::id).collect(toSet());
        findForgotten(listed, now);
        leave(listed, now);
    }

    /** A project that comes back later gets a new task over the same state. */
    private void leave(Set<String> listed, Instant now) {
        tasks.forEach((id, task) -> {
            if (!stopping && !listed.contains(id) && task.claimToLeave(now)) {
                submit(() -> {
                    if (task.leave()) {
                        tasks.remove(id);
                    }
                });
            }
        });
    }

    /** Projects that were removed while nobody owned the partition get a task, which then leaves like any other. */
    private void findForgotten(Set<String> listed, Instant now) {
        if (forgottenFound || stopping || !context.directory().isCertain()) {
            return;
        }
        forgottenFound = true;
        for (String id : Set.copyOf(states.keySet())) {
            if (!listed.contains(id)) {
                var unknown = new OrganizationProject(id, null, null, null, null, null, null, null);
                tasks.computeIfAbsent(id, forgotten -> newTask(unknown, now));
            }
        }
    }

    private ProjectTask newTask(OrganizationProject project, Instant now) {
        ProjectState state = states.computeIfAbsent(project.id(), id -> new ProjectState());
        Instant start = now.minus(context.config().start());
        var outbox = new Outbox(project.id(), context.kafka(), writer, state, start, context.memory());
        return new ProjectTask(context, project, outbox, () -> stopping);
    }

    private void submit(Runnable work) {
        runs.removeIf(Future::isDone);
        runs.add(context.workers().submit(() -> {
            try {
                work.run();
            } catch (PartitionLostException e) {
                giveUp(e);
            } catch (RuntimeException | Error e) {
                LOG.error("a poll ended by a bug; the partition is restored", e);
                giveUp(new PartitionLostException(e.toString(), e, false));
            }
        }));
    }

    private void giveUp(PartitionLostException e) {
        if (!stopping) {
            lost.accept(this, e);
        }
    }

    Duration age() {
        return Duration.between(opened, context.clock().instant());
    }

    List<ProjectProgress> progress() {
        return tasks.values().stream().map(ProjectTask::progress).toList();
    }

    /** Lets running polls end their page and commit, then interrupts them; bounded time. */
    @Override
    public void close() {
        stopping = true;
        tasks.values().forEach(ProjectTask::stop);
        Instant deadline = Instant.now().plus(GRACE);
        for (Future<?> run : runs) {
            await(run, Duration.between(Instant.now(), deadline));
        }
        writer.close();
        tasks.values().forEach(ProjectTask::discard);
    }

    private static void await(Future<?> run, Duration patience) {
        try {
            run.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            run.cancel(true);
        } catch (ExecutionException | CancellationException ended) {
            LOG.debug("a poll ended by", ended);
        } catch (InterruptedException e) {
            run.cancel(true);
            Thread.currentThread().interrupt();
        }
    }
}
