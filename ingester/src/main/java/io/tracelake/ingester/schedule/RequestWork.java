package io.tracelake.ingester.schedule;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.backfill.Backfill;
import io.tracelake.ingester.backfill.BackfillSource;
import io.tracelake.ingester.keys.ProjectKeys;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.replay.LetterBox;
import io.tracelake.ingester.replay.Replays;
import io.tracelake.ingester.replay.Replays.ReplaySource;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.source.Window;
import io.tracelake.schemas.IngestRequest;
import java.util.List;
import java.util.function.Function;

/** How what operators want of one project reaches the service, Kafka and the outbox. For one thread. */
final class RequestWork {
    private final IngestContext context;
    private final ProjectKeys keys;
    private final Outbox outbox;
    private final PastMemory memory;

    RequestWork(IngestContext context, ProjectKeys keys, Outbox outbox, PastMemory memory) {
        this.context = context;
        this.keys = keys;
        this.outbox = outbox;
        this.memory = memory;
    }

    Backfill backfill(Window range, ProgressNotes notes) {
        return new Backfill(
                range,
                new BackfillSource(this::traces, this::openDays, memory::days),
                outbox,
                revisions(),
                notes,
                context.config(),
                context.workers(),
                context.clock());
    }

    void replay(List<IngestRequest> requests) {
        try (var letters = new LetterBox(context.kafka())) {
            var source = new ReplaySource(letters::take, this::trace, this::days, memory::traces);
            new Replays(source, outbox, revisions(), context.config().memory(), context.clock()).run(requests);
        }
    }

    /** Keys are for the project's thread, so the pair is chosen there; if it is replaced, the next window has the new one. */
    private Function<TraceQuery, Page<TraceRow>> traces() {
        var pair = keys.ask(open -> open);
        return query -> context.analytics().traces(pair, query);
    }

    private Function<DailyMetricsQuery, Page<DayRow>> openDays() {
        var pair = keys.ask(open -> open);
        return query -> context.analytics().dailyMetrics(pair, query);
    }

    private Row<TraceRow> trace(String id) {
        return keys.ask(pair -> context.analytics().trace(pair, id));
    }

    private Page<DayRow> days(DailyMetricsQuery query) {
        return keys.ask(pair -> context.analytics().dailyMetrics(pair, query));
    }

    private TraceRevisions revisions() {
        var tags = context.config().metricsByTag() ? new SeenTags(outbox) : null;
        return new TraceRevisions(outbox, context.config().payload(), this::trace, tags, context.clock());
    }
}
