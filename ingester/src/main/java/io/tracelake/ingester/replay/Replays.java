package io.tracelake.ingester.replay;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.RowText;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.publish.DailyRevisions;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.source.DailyPages;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries dead letters of one project after all, as their owner: through the rules for what is read live, so a letter
 * replayed twice adds nothing. What can't be carried still is {@code FAILED}, and no further dead letter. Not thread-safe.
 */
public final class Replays {
    private static final int NOT_FOUND = 404;
    private static final String NOTHING_NEW = "nothing new: this state, or a newer one, is carried already";

    private final ReplaySource source;
    private final Outbox outbox;
    private final TraceRevisions revisions;
    private final Duration memory;
    private final InstantSource clock;

    /**
     * What replays read.
     *
     * @param letters a dead letter by its place, null if it is gone
     * @param byId a trace as the service shows it now
     * @param fingerprints those of traces with these ids, wherever they lie in time
     */
    public record ReplaySource(
            Function<LetterPlace, @Nullable DeadLetter> letters,
            Function<String, Row<TraceRow>> byId,
            Function<DailyMetricsQuery, Page<DayRow>> days,
            Function<Set<String>, FingerprintLoad.Loaded> fingerprints) {}

    private record Found(ProgressNotes notes, Remedy remedy) {}

    /** Replays for one project; {@code memory} is how long a fingerprint is kept. */
    public Replays(ReplaySource source, Outbox outbox, TraceRevisions revisions, Duration memory, InstantSource clock) {
        this.source = source;
        this.outbox = outbox;
        this.revisions = revisions;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Ends each of these requests, in as few transactions as there is room for.
     *
     * @throws ServiceException if the service can't be asked; what hasn't ended may be given again
     */
    public void run(List<IngestRequest> requests) {
        var found = new ArrayList<Found>();
        var ids = new HashSet<String>();
        for (IngestRequest request : requests) {
            Remedy remedy = remedy(request);
            found.add(new Found(ProgressNotes.of(outbox, request, clock), remedy));
            String id = traceId(remedy);
            if (id != null) {
                ids.add(id);
            }
        }
        if (!ids.isEmpty()) {
            source.fingerprints().apply(ids).addTo(outbox.state());
        }
        try {
            for (Found letter : found) {
                replay(letter);
                if (outbox.isFull()) {
                    outbox.flush();
                }
            }
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException e) {
            outbox.flush();
            throw e;
        }
        outbox.flush();
    }

    private Remedy remedy(IngestRequest request) {
        DeadLetter letter;
        try {
            letter = source.letters().apply(LetterPlace.parse(request.getRequestId()));
        } catch (IllegalArgumentException e) {
            return new Remedy.None(String.valueOf(e.getMessage()));
        }
        if (letter == null) {
            return new Remedy.None("the dead letter is gone");
        }
        return outbox.projectId().equals(letter.getProjectId())
                ? Remedy.of(letter)
                : new Remedy.None("the dead letter is of another project");
    }

    private static @Nullable String traceId(Remedy remedy) {
        return switch (remedy) {
            case Remedy.ReadLetter(var payload) -> RowText.id(payload);
            case Remedy.AskForTrace(var id) -> id;
            case Remedy.AskForDay _, Remedy.None _ -> null;
        };
    }

    private void replay(Found letter) {
        switch (letter.remedy()) {
            case Remedy.None(var reason) -> letter.notes().ended(RequestState.FAILED, reason);
            case Remedy.ReadLetter(var payload) -> carry(RowText.trace(payload), false, letter.notes());
            case Remedy.AskForTrace(var id) -> ask(id, letter.notes());
            case Remedy.AskForDay day -> ask(day, letter.notes());
        }
    }

    private void ask(String traceId, ProgressNotes notes) {
        Row<TraceRow> row;
        try {
            row = source.byId().apply(traceId);
        } catch (CredentialsRefusedException | CallInterruptedException e) {
            throw e;
        } catch (ServiceException e) {
            if (e.status() >= 500) {
                throw e;
            }
            notes.ended(
                    RequestState.FAILED,
                    e.status() == NOT_FOUND
                            ? "the service has no trace " + traceId + " any more"
                            : "trace " + traceId + " can't be read: " + e.getMessage());
            return;
        }
        carry(row, true, notes);
    }

    /** A letter is never newer than the service: where another state of its trace is known, the service is asked. */
    private void carry(Row<TraceRow> row, boolean asked, ProgressNotes notes) {
        switch (row) {
            case Row.Malformed<TraceRow> still ->
                notes.ended(RequestState.FAILED, "it still can't be read: " + still.detail());
            case Row.Valid<TraceRow>(var trace) -> {
                boolean known = revisions.isKnown(trace.id());
                if (!revisions.isNews(trace)) {
                    notes.ended(RequestState.DONE, NOTHING_NEW);
                } else if (known && !asked) {
                    ask(trace.id(), notes);
                } else if (!known && trace.timestamp().isBefore(clock.instant().minus(memory))) {
                    notes.ended(
                            RequestState.FAILED,
                            "trace %s is of %s, which lies before ingest.memory (%s): whether it was carried isn't known any more"
                                    .formatted(trace.id(), trace.timestamp(), memory));
                } else {
                    carry(trace, notes);
                }
            }
        }
    }

    private void carry(TraceRow trace, ProgressNotes notes) {
        switch (revisions.addAlone(trace)) {
            case CARRIED -> {
                notes.read(0, 1, 0, 1);
                notes.ended(RequestState.DONE, "trace " + trace.id() + " is carried");
            }
            case NOTHING_NEW -> notes.ended(RequestState.DONE, NOTHING_NEW);
            case TOO_LARGE -> notes.ended(RequestState.FAILED, "trace " + trace.id() + " is too large for Kafka still");
        }
    }

    private void ask(Remedy.AskForDay subject, ProgressNotes notes) {
        List<Page<DayRow>> pages =
                DailyPages.read(source.days(), subject.day(), subject.day().plusDays(1), subject.tag());
        boolean shown = pages.stream()
                .flatMap(page -> page.rows().stream())
                .anyMatch(row ->
                        row instanceof Row.Valid<DayRow>(var day) && day.date().equals(subject.day()));
        if (!shown) {
            notes.ended(RequestState.FAILED, "the service doesn't show " + subject.day() + " as it should");
            return;
        }
        boolean changed = new DailyRevisions(outbox, clock).addDay(pages, subject.tag(), subject.day());
        notes.read(pages.size(), 1, 0, changed ? 1 : 0);
        notes.ended(RequestState.DONE, changed ? "the metrics of " + subject.day() + " are carried" : NOTHING_NEW);
    }
}
