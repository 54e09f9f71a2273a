package io.tracelake.ingester.schedule;

import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.keys.KeysUnavailableException;
import io.tracelake.ingester.keys.ProjectKeys;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.PartitionLostException;
import io.tracelake.ingester.publish.ProjectRevisions;
import io.tracelake.ingester.source.DetailsSource;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.UnorderedPageException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One project in the care of its owner: polled at every interval, parked with a reason and retried slowly when its keys
 * are refused, and never in the way of another project.
 */
final class ProjectTask {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectTask.class);
    private static final String ACTIVE = "active";
    /** What somebody has decided, so that nobody needs to be warned. */
    private static final Set<String> QUIET = Set.of("removed", "denied");

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofMinutes(1);

    private final IngestContext context;
    private final Outbox outbox;
    private final ProjectKeys keys;
    private final ProjectRevisions changelog;
    private final @Nullable DetailsPoll details;
    private final CarriedTraces carried;
    private final ProjectRequests requests;
    private final BooleanSupplier stopping;
    private final AtomicBoolean running = new AtomicBoolean();

    private volatile OrganizationProject project;
    private volatile String status = ACTIVE;
    private volatile @Nullable String problem;
    private volatile @Nullable String metricsProblem;
    private volatile boolean hasRun;
    private volatile Instant nextRun = Instant.MIN;
    private volatile Instant nextLeave = Instant.MIN;
    private Duration pause;
    private volatile @Nullable ProjectPoll traces;
    private volatile @Nullable MetricsPoll metrics;

    ProjectTask(
            IngestContext context,
            OrganizationProject project,
            Outbox outbox,
            PastMemory memory,
            BooleanSupplier stopping) {
        this.context = context;
        this.project = project;
        this.outbox = outbox;
        this.stopping = stopping;
        this.keys = new ProjectKeys(
                project.id(),
                context.organization().keys(),
                context.directory(),
                context.analytics(),
                outbox::proveOwnership,
                context.clock());
        this.changelog = new ProjectRevisions(outbox, context.organization().organizationId(), context.clock());
        this.details = details();
        this.carried = new CarriedTraces(
                project.id(), context.config().payload(), context.config().payloadRules());
        this.requests =
                new ProjectRequests(context, outbox, new RequestWork(context, keys, carried, outbox, memory), stopping);
        this.pause = context.config().interval();
    }

    private @Nullable DetailsPoll details() {
        var organizations = context.directory().organizations();
        return organizations == null
                ? null
                : new DetailsPoll(
                        DetailsSource.of(organizations, project.id()),
                        outbox,
                        context.organization(),
                        context.clock(),
                        context.workers(),
                        keys::noticed);
    }

    void describe(OrganizationProject newer) {
        project = newer;
    }

    /** Claims the next run, if one is due and none is under way. */
    boolean claim(Instant now) {
        return (!now.isBefore(nextRun) || (isWell() && requests.isDue(now))) && running.compareAndSet(false, true);
    }

    private boolean isWell() {
        return problem == null && hasRun;
    }

    /** Claims the task for {@link #leave}, if it is due and no run is under way. */
    boolean claimToLeave(Instant now) {
        return !now.isBefore(nextLeave) && running.compareAndSet(false, true);
    }

    /**
     * Notes why the organization doesn't list the project any more.
     *
     * @return false if that isn't known yet; the claim is given back then, and otherwise never
     */
    boolean leave() {
        try {
            if (changelog.exists()) {
                String reason = absence();
                LOG.info("project {} is no longer listed: {}", project.id(), reason);
                changelog.record(project, reason);
            }
            return true;
        } catch (ServiceException unknown) {
            LOG.info("why project {} is no longer listed isn't known yet: {}", project.id(), unknown.getMessage());
            nextLeave = context.clock().instant().plus(LONGEST_OUTAGE_PAUSE);
            running.set(false);
            return false;
        }
    }

    private String absence() {
        return switch (context.directory().presence(project.id())) {
            case PRESENT -> "unlisted";
            case DENIED -> "denied";
            case REMOVED -> "removed";
        };
    }

    /**
     * Runs what {@link #claim} has claimed.
     *
     * @throws PartitionLostException if the owner has to restore
     */
    void run() {
        Instant begun = context.clock().instant();
        try {
            if (!begun.isBefore(nextRun)) {
                Instant next = begun.plus(context.config().interval());
                if (details != null && context.directory().isListed(project.id())) {
                    details.run();
                }
                pollBoth(next);
                nextRun = next;
                hasRun = true;
            }
            if (!stopping.getAsBoolean()) {
                requests.run(nextRun);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (CallInterruptedException stopped) {
            nextRun = begun;
        } catch (PartitionLostException lost) {
            throw lost;
        } catch (KeysUnavailableException e) {
            park(e.status(), e.getMessage());
        } catch (CredentialsRefusedException e) {
            park("credentials-refused", e.getMessage());
        } catch (NotFoundException e) {
            park("endpoint-missing", e.getMessage() + version());
        } catch (UnorderedPageException e) {
            park("unordered-pages", e.getMessage());
        } catch (ServiceException e) {
            retryLater(e.getMessage());
        } catch (UncheckedIOException e) {
            retryLater(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("project {} has met a bug", project.id(), e);
            pause = LONGEST_PAUSE;
            park("internal-error", e.toString());
        } finally {
            running.set(false);
        }
    }

    /** Gives up what is asked for on other threads for live reading. */
    void stop() {
        MetricsPoll running = metrics;
        if (running != null) {
            running.stop();
        }
    }

    /** Ends what works for requests of operators on other threads, and gives its memory back. */
    void close() {
        requests.close();
    }

    /** The session has ended: what hasn't been committed never will be. */
    void discard() {
        outbox.discard();
    }

    /** Which endpoints there are depends on the service's version, and of version 4 on how it is set up. */
    private String version() {
        try {
            String version = context.analytics().health().version();
            String says = "; the service says that it is version " + (version == null ? "unknown" : version);
            return version != null && version.startsWith("4")
                    ? says + ", which has traces and daily metrics only while LANGFUSE_MIGRATION_V4_WRITE_MODE is"
                            + " legacy or dual there"
                    : says;
        } catch (ServiceException unknown) {
            return "";
        }
    }

    ProjectProgress progress() {
        var position = outbox.position();
        var poll = traces;
        return new ProjectProgress(
                project.id(),
                project.name(),
                status,
                position.traces(),
                position.revisions(),
                position.deadLetters(),
                position.watermark(),
                poll == null ? null : poll.freshUntil(),
                problem == null ? metricsProblem : problem);
    }

    /** Traces and daily metrics have limits and faults of their own, and neither holds up the other. */
    private void pollBoth(Instant until) {
        try {
            poll();
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ServiceException | UnorderedPageException e) {
            if (keys.isOpen()) {
                pollMetrics(until);
            }
            throw e;
        }
        recover();
        pollMetrics(until);
    }

    private void poll() {
        keys.open();
        if (traces == null || metrics == null) {
            stop();
            var config = context.config();
            var turns = new TraceTurns(context.analytics().governor(), project.id());
            traces = new ProjectPoll(sources(), turns, carried, outbox, config, context.clock(), stopping);
            metrics = new MetricsPoll(
                    this::openMetrics, outbox, context.config(), context.clock(), context.workers(), stopping);
        }
        if (!changelog.exists()) {
            changelog.record(project, ACTIVE);
        }
        traces.run();
        changelog.record(project, ACTIVE);
    }

    private Function<Priority, TraceSource> sources() {
        var size = new TraceSource.Size();
        return priority -> new TraceSource(
                new ProjectTraces(context.analytics(), keys, carried, new Claim(project.id(), priority)),
                context.memory(),
                size,
                outbox::flush);
    }

    /** For another thread, which must leave the keys alone. */
    private Function<DailyMetricsQuery, Page<DayRow>> openMetrics() {
        var claim = new Claim(project.id(), Priority.METRICS);
        KeyPair pair = keys.open();
        return query -> context.analytics().dailyMetrics(pair, query, claim);
    }

    private void pollMetrics(Instant until) {
        if (metrics == null || stopping.getAsBoolean()) {
            return;
        }
        try {
            if (metrics.run(until)) {
                metricsProblem = null;
            }
        } catch (CallInterruptedException e) {
            throw e;
        } catch (ServiceException e) {
            if (e instanceof CredentialsRefusedException) {
                keys.refused();
            }
            if (!keys.isOpen()) {
                return; // the next poll looks for another pair first
            }
            if (metricsProblem == null) {
                LOG.warn("project {} has not all daily metrics for now: {}", project.id(), e.getMessage());
            }
            metricsProblem = e.getMessage();
        }
    }

    private void recover() {
        if (problem != null) {
            LOG.info("project {} is well again", project.id());
        }
        status = ACTIVE;
        problem = null;
        pause = context.config().interval();
    }

    private void park(String reason, @Nullable String detail) {
        say(QUIET.contains(reason) ? Level.INFO : Level.WARN, "is parked: " + reason, detail);
        status = reason;
        stop();
        traces = null;
        metrics = null;
        requests.letGo();
        pauseUpTo(LONGEST_PAUSE);
        changelog.record(project, reason);
    }

    private void retryLater(@Nullable String detail) {
        say(Level.WARN, "can't be read for now", detail);
        pauseUpTo(LONGEST_OUTAGE_PAUSE);
    }

    private void say(Level level, String what, @Nullable String detail) {
        if (!Objects.equals(problem, detail)) {
            LOG.atLevel(level).log("project {} {}: {}", project.id(), what, detail);
        }
        problem = detail == null ? what : detail;
    }

    private void pauseUpTo(Duration longest) {
        Duration interval = context.config().interval();
        Duration cap = interval.compareTo(longest) < 0 ? longest : interval;
        nextRun = context.clock().instant().plus(pause.compareTo(cap) < 0 ? pause : cap);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(cap) < 0 ? doubled : cap;
    }
}
