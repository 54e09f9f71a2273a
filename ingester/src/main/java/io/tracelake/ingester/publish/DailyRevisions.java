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
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the service's daily metrics into revisions of the days that changed. Not thread-safe. */
public final class DailyRevisions {
    /** Which of two rows of one day counts more; equal only if they say the same. */
    private static final Comparator<DayRow> SIZE = Comparator.comparingLong(DayRow::countTraces)
            .thenComparingLong(DayRow::countObservations)
            .thenComparing(DayRow::totalCost, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(ContentHash::of);

    private final Outbox outbox;
    private final InstantSource clock;

    public DailyRevisions(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Adds the days of an answer that changed. Of several rows of one day the one that counts most is taken, in whatever
     * order they come: parts of a page read again are more likely than parts of a day.
     *
     * @param pages the whole answer
     * @param tag whose figures they are, null for all traces
     * @param first days before it are not looked at: the window asked for cuts them
     */
    public void add(List<Page<DayRow>> pages, @Nullable String tag, LocalDate first) {
        add(pages, tag, first, LocalDate.MAX);
    }

    /**
     * The same for an answer whose window cuts days at its end too.
     *
     * @param last days after it are not looked at
     */
    public void add(List<Page<DayRow>> pages, @Nullable String tag, LocalDate first, LocalDate last) {
        Instant observedAt = clock.instant();
        var days = new TreeMap<LocalDate, DayRow>();
        for (Page<DayRow> page : pages) {
            for (Row<DayRow> row : page.rows()) {
                switch (row) {
                    case Row.Valid(var day) -> days.merge(day.date(), day, BinaryOperator.maxBy(SIZE));
                    case Row.Malformed<DayRow> malformed ->
                        add(malformed, page.source().toString(), observedAt);
                }
            }
        }
        days.subMap(first, true, last, true).values().forEach(day -> add(day, tag, observedAt));
    }

    /**
     * Adds one day alone, and no dead letter.
     *
     * @return whether it changed
     */
    public boolean addDay(List<Page<DayRow>> pages, @Nullable String tag, LocalDate wanted) {
        Instant observedAt = clock.instant();
        return pages.stream()
                .flatMap(page -> page.rows().stream())
                .mapMulti(DailyRevisions::valid)
                .filter(day -> day.date().equals(wanted))
                .max(SIZE)
                .map(day -> add(day, tag, observedAt))
                .orElse(false);
    }

    private static void valid(Row<DayRow> row, Consumer<DayRow> days) {
        if (row instanceof Row.Valid(var day)) {
            days.accept(day);
        }
    }

    private boolean add(DayRow day, @Nullable String tag, Instant observedAt) {
        StateKey key = tag == null
                ? StateKey.dailyMetrics(outbox.projectId(), day.date())
                : StateKey.tagMetrics(outbox.projectId(), day.date(), tag);
        Instant start = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        var verdict = RevisionRule.judge(outbox.state().get(key), ContentHash.of(day), start, null, true);
        if (verdict instanceof Verdict.Carry(var next)) {
            byte[] value = Topics.DAILY_METRICS.encode(revision(day, tag, next.revision(), observedAt));
            outbox.add(Topics.DAILY_METRICS, topicKey(day, tag), value, key, next);
            return true;
        }
        return false;
    }

    private String topicKey(DayRow day, @Nullable String tag) {
        String date = day.date().toString();
        return tag == null ? Topics.key(outbox.projectId(), date) : Topics.key(outbox.projectId(), date, tag);
    }

    private DailyMetrics revision(DayRow day, @Nullable String tag, int revision, Instant observedAt) {
        return new DailyMetrics(
                outbox.projectId(),
                day.date(),
                tag,
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
