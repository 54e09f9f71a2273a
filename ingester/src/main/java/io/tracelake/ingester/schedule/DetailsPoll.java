package io.tracelake.ingester.schedule;

import static java.util.stream.Collectors.joining;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.Related;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.publish.DetailRevisions;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.source.Details;
import io.tracelake.ingester.source.DetailsReading;
import io.tracelake.ingester.source.DetailsSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one project's members and keys again and again. The service is asked on another thread, so that nothing waits
 * for it; what it answered is committed by a later {@link #run}. For one thread at a time.
 */
final class DetailsPoll {
    private static final Logger LOG = LoggerFactory.getLogger(DetailsPoll.class);

    private final DetailsSource source;
    private final Outbox outbox;
    private final DetailRevisions revisions;
    private final InstantSource clock;
    private final Executor workers;
    private final Consumer<List<ApiKey>> noticed;
    private final Due due;
    private @Nullable FutureTask<Details> reading;
    private Set<Related> unreadable = EnumSet.noneOf(Related.class);

    /**
     * A poll of a project that has just been taken over.
     *
     * @param noticed told of every complete list of the project's API keys, within {@link #run}
     */
    DetailsPoll(
            DetailsSource source,
            Outbox outbox,
            OrganizationConfig config,
            InstantSource clock,
            Executor workers,
            Consumer<List<ApiKey>> noticed) {
        this.source = source;
        this.outbox = outbox;
        this.revisions = new DetailRevisions(outbox, config.personalData());
        this.clock = clock;
        this.workers = workers;
        this.noticed = noticed;
        this.due = new Due(config.detailsInterval());
    }

    /** Commits what a reading has brought, and begins the next one if it is due. Doesn't wait for the service. */
    void run() {
        takeAnswer();
        Instant now = clock.instant();
        if (reading == null && due.at(now)) {
            due.doneAt(now);
            reading = new FutureTask<>(() -> DetailsReading.read(source, clock));
            workers.execute(reading);
            takeAnswer();
        }
    }

    private void takeAnswer() {
        if (reading != null && reading.isDone()) {
            var ended = reading;
            reading = null;
            end(ended);
        }
    }

    private void end(FutureTask<Details> ended) {
        switch (ended.state()) {
            case SUCCESS -> take(ended.resultNow());
            case FAILED -> {
                if (!(ended.exceptionNow() instanceof CallInterruptedException)) {
                    LOG.error(
                            "reading the members and keys of project {} has met a bug",
                            outbox.projectId(),
                            ended.exceptionNow());
                }
            }
            case CANCELLED, RUNNING -> {}
        }
    }

    private void take(Details details) {
        revisions.record(details);
        say(details.problems());
        if (details.apiKeys() != null) {
            noticed.accept(details.apiKeys());
        }
    }

    /** Each part once, until it can be read again. */
    private void say(Map<Related, String> problems) {
        problems.values().stream().distinct().sorted().forEach(problem -> {
            String parts = problems.keySet().stream()
                    .filter(part -> problem.equals(problems.get(part)) && !unreadable.contains(part))
                    .sorted()
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .collect(joining(", "));
            if (!parts.isEmpty()) {
                LOG.warn("project {}: {} can't be read and stay as they were: {}", outbox.projectId(), parts, problem);
            }
        });
        unreadable = Set.copyOf(problems.keySet());
    }
}
