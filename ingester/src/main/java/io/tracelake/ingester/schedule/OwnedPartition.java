package io.tracelake.ingester.schedule;

import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.ingester.publish.PartitionLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition of {@code ingest-state} that the group has assigned to this instance. Opens a {@link PartitionSession} when
 * the first project needs it, and a new one after a commit failed, or a day has passed. Thread-safe.
 */
final class OwnedPartition implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedPartition.class);
    /** Opening forgets expired fingerprints, so it has to happen now and then. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final IngestContext context;
    private final int partition;
    private final int partitions;
    private final Runnable fenced;
    private final Duration longestSession;

    private @Nullable PartitionSession session;
    private @Nullable Future<?> opening;
    private Instant nextOpening = Instant.MIN;
    private boolean openedBefore;
    /** Whether there is nothing to do, or a session that has been told what to do. */
    private boolean settled;

    private boolean closed;

    /**
     * A partition just assigned.
     *
     * @param fenced called when another instance has taken the partition over: the group has to be asked again
     */
    OwnedPartition(IngestContext context, int partition, int partitions, Runnable fenced) {
        this.context = context;
        this.partition = partition;
        this.partitions = partitions;
        this.fenced = fenced;
        this.longestSession = LONGEST_SESSION.plusMinutes(partition % 60);
    }

    synchronized void tick(Collection<OrganizationProject> projects) {
        if (closed) {
            return;
        }
        if (session != null && session.age().compareTo(longestSession) > 0) {
            Thread.startVirtualThread(session::close);
            session = null;
        }
        if (session != null) {
            session.tick(projects);
        } else if ((!projects.isEmpty() || mayHoldForgotten())
                && opening == null
                && !context.clock().instant().isBefore(nextOpening)) {
            opening = context.workers().submit(this::open);
        }
        settled = session != null || projects.isEmpty();
    }

    /** Projects that were removed meanwhile are in the state alone. */
    private boolean mayHoldForgotten() {
        return !openedBefore && context.directory().isCertain();
    }

    /** Whether it is restored, as far as it needs to be. */
    synchronized boolean isReady() {
        return settled && !closed;
    }

    synchronized List<ProjectProgress> progress() {
        return session == null ? List.of() : session.progress();
    }

    private void open() {
        PartitionSession next = null;
        try {
            next = PartitionSession.open(context, partition, partitions, this::lost);
        } catch (KafkaException e) {
            LOG.warn("partition {} of the ingest state can't be taken over yet: {}", partition, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("partition {} of the ingest state can't be taken over", partition, e);
        } finally {
            opened(next);
        }
    }

    private synchronized void opened(@Nullable PartitionSession next) {
        opening = null;
        nextOpening = context.clock().instant().plus(PAUSE);
        if (closed && next != null) {
            next.close();
        } else {
            session = next;
            openedBefore |= next != null;
        }
    }

    private void lost(PartitionSession from, PartitionLostException e) {
        synchronized (this) {
            if (session == from) {
                LOG.warn("partition {} of the ingest state has to be restored: {}", partition, e.getMessage());
                session = null;
                settled = false;
                nextOpening = context.clock().instant().plus(PAUSE);
                Thread.startVirtualThread(from::close);
            }
            closed |= e.fenced();
        }
        if (e.fenced()) {
            fenced.run();
        }
    }

    @Override
    public void close() {
        PartitionSession ended;
        synchronized (this) {
            closed = true;
            ended = session;
            session = null;
            if (opening != null) {
                opening.cancel(true);
            }
        }
        if (ended != null) {
            ended.close();
        }
    }
}
