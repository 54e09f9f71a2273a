package io.tracelake.ingester.schedule;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.backfill.Backfill;
import io.tracelake.ingester.backfill.BackfillSource;
import io.tracelake.ingester.keys.ProjectKeys;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.replay.Inquiry;
import io.tracelake.ingester.replay.LetterBox;
import io.tracelake.ingester.replay.Replays;
import io.tracelake.ingester.replay.Replays.ReplaySource;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import io.tracelake.schemas.IngestRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * How what operators want of one project reaches the service, Kafka and the outbox. Keys are for the project's thread, so a
 * pair is chosen there for what another one asks. For one thread, but for {@link #close}.
 */
final class RequestWork implements AutoCloseable {
    private static final long LARGEST_TRACE = 2 * PageMemory.RECORD;

    private final IngestContext context;
    private final ProjectKeys keys;
    private final CarriedTraces carried;
    private final Outbox outbox;
    private final PastMemory memory;
    private final Inquiry inquiry;

    RequestWork(IngestContext context, ProjectKeys keys, CarriedTraces carried, Outbox outbox, PastMemory memory) {
        this.context = context;
        this.keys = keys;
        this.carried = carried;
        this.outbox = outbox;
        this.memory = memory;
        this.inquiry = new Inquiry(context.workers());
    }

    /** A backfill that reads into memory of its own. */
    Backfill backfill(Window range, ProgressNotes notes, PageMemory pages) {
        var size = new TraceSource.Size();
        // The project's own thread waits for these, and with it what is fresh.
        var byId = new ProjectTraces(context.analytics(), keys, carried, claim(Priority.LOOKBACK));
        return new Backfill(
                range,
                new BackfillSource(() -> new TraceSource(opened(), pages, size), this::openDays, memory::days),
                outbox,
                revisions(new TraceSource(byId, pages, size)),
                notes,
                context.config(),
                context.workers(),
                context.clock());
    }

    /** Whether all of them have ended. */
    boolean replay(List<IngestRequest> requests, Instant until) {
        try (var letters = new LetterBox(context.kafka())) {
            var source = new ReplaySource(letters::take, this::openTrace, this::openDays, memory::traces);
            var revisions = revisions(new TraceSource(opened(), PageMemory.unlimited(), new TraceSource.Size()));
            return new Replays(
                            source, inquiry, outbox, revisions, context.config().memory(), context.clock())
                    .run(requests, until);
        }
    }

    /** Whether a replay that hasn't ended may hold a trace meanwhile. */
    boolean mayHoldTrace() {
        return inquiry.mayHoldTrace();
    }

    /** A pair that was refused on another thread isn't used again if it opens nothing any more. */
    void failed(RuntimeException e) {
        if (e instanceof CredentialsRefusedException) {
            keys.refused();
        }
    }

    private OpenedTraces opened() {
        return new OpenedTraces(context.analytics(), keys.open(), carried, claim(Priority.BACKFILL));
    }

    private Function<String, Row<TraceRow>> openTrace() {
        OpenedTraces opened = opened();
        return id -> opened.trace(id, bytes -> bytes <= LARGEST_TRACE);
    }

    private Function<DailyMetricsQuery, Page<DayRow>> openDays() {
        var pair = keys.open();
        var claim = claim(Priority.BACKFILL);
        return query -> context.analytics().dailyMetrics(pair, query, claim);
    }

    private Claim claim(Priority priority) {
        return new Claim(outbox.projectId(), priority);
    }

    private TraceRevisions revisions(TraceSource source) {
        var tags = context.config().metricsByTag() ? new SeenTags(outbox) : null;
        return new TraceRevisions(outbox, carried, source::trace, tags, context.clock());
    }

    /** Gives up the question of a replay that is under way. */
    @Override
    public void close() {
        inquiry.giveUp();
    }
}
