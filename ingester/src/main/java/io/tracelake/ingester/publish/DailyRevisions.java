package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.ModelRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.ingester.state.ContentHash;
import io.tracelake.ingester.state.RevisionRule;
import io.tracelake.ingester.state.RevisionRule.Verdict;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.ModelUsage;
import io.tracelake.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Turns the service's daily metrics into revisions of the days that changed. Not thread-safe. */
public final class DailyRevisions {
    private final Outbox outbox;
    private final InstantSource clock;

    public DailyRevisions(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Adds the days of a page that changed.
     *
     * @param firstWhole days before it are not looked at: the window asked for cuts them
     */
    public void add(Page<DayRow> page, LocalDate firstWhole) {
        Instant observedAt = clock.instant();
        for (Row<DayRow> row : page.rows()) {
            switch (row) {
                case Row.Valid(var day) -> {
                    if (!day.date().isBefore(firstWhole)) {
                        add(day, observedAt);
                    }
                }
                case Row.Malformed<DayRow> malformed ->
                    add(malformed, page.source().toString(), observedAt);
            }
        }
    }

    private void add(DayRow day, Instant observedAt) {
        StateKey key = StateKey.dailyMetrics(outbox.projectId(), day.date());
        Instant start = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        var verdict = RevisionRule.judge(outbox.state().get(key), ContentHash.of(day), start, null, true);
        if (verdict instanceof Verdict.Carry(var next)) {
            byte[] value = Topics.DAILY_METRICS.encode(revision(day, next.revision(), observedAt));
            outbox.add(
                    Topics.DAILY_METRICS,
                    Topics.key(outbox.projectId(), day.date().toString()),
                    value,
                    key,
                    next);
        }
    }

    private DailyMetrics revision(DayRow day, int revision, Instant observedAt) {
        return new DailyMetrics(
                outbox.projectId(),
                day.date(),
                null,
                revision,
                observedAt,
                day.countTraces(),
                day.countObservations(),
                day.totalCost(),
                day.usage().stream().map(DailyRevisions::usage).toList());
    }

    private static ModelUsage usage(ModelRow model) {
        return new ModelUsage(
                model.model(),
                model.inputUsage(),
                model.outputUsage(),
                model.totalUsage(),
                model.countTraces(),
                model.countObservations(),
                model.totalCost());
    }

    private void add(Row.Malformed<DayRow> row, String source, Instant observedAt) {
        long payload = ContentHash.of(row.payload());
        StateKey key = StateKey.malformed(outbox.projectId(), payload);
        if (RevisionRule.judge(outbox.state().get(key), payload, observedAt, null, true)
                instanceof Verdict.Carry(var next)) {
            outbox.add(
                    DeadLetters.letter(
                            outbox.projectId(),
                            Topics.DAILY_METRICS,
                            DeadLetterReason.MALFORMED,
                            row.detail(),
                            row.payload(),
                            source,
                            observedAt),
                    key,
                    next);
        }
    }
}
