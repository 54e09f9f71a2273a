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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries dead letters of one project after all, as their owner: through the rules for what is read live, so a letter
 * replayed twice adds nothing. What can't be carried still is {@code FAILED}, and no further dead letter. Not thread-safe.
 */
public final class Replays {
    private static final int NOT_FOUND = 404;
    private static final int SMALL_CHARS = 8 << 10;
    private static final String NOTHING_NEW = "nothing new: this state, or a newer one, is carried already";

    private final ReplaySource source;
    private final Inquiry inquiry;
    private final Outbox outbox;
    private final TraceRevisions revisions;
    private final Duration memory;
    private final InstantSource clock;

    /**
     * What replays read.
     *
     * @param letters a dead letter by its place, null if it is gone
     * @param byId opened before each question; what it gives is asked by another thread for a trace as the service shows it
     *     now
     * @param days the same for daily metrics
     * @param fingerprints those of traces with these ids, wherever they lie in time
     */
    public record ReplaySource(
            Function<LetterPlace, @Nullable DeadLetter> letters,
            Supplier<Function<String, Row<TraceRow>>> byId,
            Supplier<Function<DailyMetricsQuery, Page<DayRow>>> days,
            Function<Set<String>, FingerprintLoad.Loaded> fingerprints) {}

    /**
     * A letter to be replayed.
     *
     * @param small its remedy; null if that holds a text so large that it is read again when its turn comes
     */
    private record Found(
            IngestRequest request,
            ProgressNotes notes,
            @Nullable Remedy small) {}

    /**
     * Replays for one project.
     *
     * @param inquiry keeps a question from one run to the next
     * @param memory how long a fingerprint is kept
     */
    public Replays(
            ReplaySource source,
            Inquiry inquiry,
            Outbox outbox,
            TraceRevisions revisions,
            Duration memory,
            InstantSource clock) {
        this.source = source;
        this.inquiry = inquiry;
        this.outbox = outbox;
        this.revisions = revisions;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Ends each of these requests, in as few transactions as there is room for. One letter with a large text is in memory
     * at a time.
     *
     * @param until when somebody else is due
     * @return whether all have ended; otherwise those that are left are to be given again
     * @throws ServiceException if the service can't be asked; what hasn't ended may be given again
     */
    public boolean run(List<IngestRequest> requests, Instant until) {
        var found = new ArrayList<Found>();
        var ids = new HashSet<String>();
        for (IngestRequest request : requests) {
            Remedy remedy = remedy(request);
            found.add(new Found(request, ProgressNotes.of(outbox, request, clock), isSmall(remedy) ? remedy : null));
            String id = traceId(remedy);
            if (id != null) {
                ids.add(id);
            }
        }
        if (!ids.isEmpty()) {
            source.fingerprints().apply(ids).addTo(outbox.state());
        }
        boolean all;
        try {
            all = replay(found, until);
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException e) {
            outbox.flush();
            throw e;
        }
        outbox.flush();
        return all;
    }

    private static boolean isSmall(Remedy remedy) {
        return !(remedy instanceof Remedy.ReadLetter(var payload)) || payload.length() <= SMALL_CHARS;
    }

    private boolean replay(List<Found> letters, Instant until) {
        for (int i = 0; i < letters.size(); i++) {
            Found letter = letters.get(i);
            Remedy remedy = letter.small() == null ? remedy(letter.request()) : letter.small();
            if ((i > 0 && !clock.instant().isBefore(until)) || !ended(remedy, letter.notes(), until)) {
                return false;
            }
            if (outbox.isFull()) {
                outbox.flush();
            }
        }
        return true;
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

    private boolean ended(Remedy remedy, ProgressNotes notes, Instant until) {
        return switch (remedy) {
            case Remedy.None(var reason) -> {
                notes.ended(RequestState.FAILED, reason);
                yield true;
            }
            case Remedy.ReadLetter(var payload) -> {
                Remedy better = carried(RowText.trace(payload), false, notes);
                yield better == null || ended(better, notes, until);
            }
            case Remedy.AskForTrace question -> ended(question, notes, until);
            case Remedy.AskForDay question -> ended(question, notes, until);
        };
    }

    private boolean ended(Remedy.AskForTrace question, ProgressNotes notes, Instant until) {
        String id = question.traceId();
        Inquiry.Answer answer;
        try {
            answer = inquiry.ask(
                    question,
                    () -> {
                        var byId = source.byId().get();
                        return () -> new Inquiry.Answer.OfTrace(byId.apply(id));
                    },
                    patience(until));
        } catch (CredentialsRefusedException | CallInterruptedException e) {
            throw e;
        } catch (ServiceException e) {
            if (e.status() >= 500) {
                throw e;
            }
            notes.ended(
                    RequestState.FAILED,
                    e.status() == NOT_FOUND
                            ? "the service has no trace " + id + " any more"
                            : "trace " + id + " can't be read: " + e.getMessage());
            return true;
        }
        if (answer instanceof Inquiry.Answer.OfTrace(var row)) {
            carried(row, true, notes);
        }
        return answer != null;
    }

    private Duration patience(Instant until) {
        return Duration.between(clock.instant(), until);
    }

    /**
     * A letter is never newer than the service: where another state of its trace is known, the service is to be asked.
     *
     * @return what is to be done instead; null if this is the end
     */
    private @Nullable Remedy carried(Row<TraceRow> row, boolean asked, ProgressNotes notes) {
        switch (row) {
            case Row.Malformed<TraceRow> still ->
                notes.ended(RequestState.FAILED, "it still can't be read: " + still.detail());
            case Row.Valid<TraceRow>(var trace) -> {
                boolean known = revisions.isKnown(trace.id());
                if (!revisions.isNews(trace)) {
                    notes.ended(RequestState.DONE, NOTHING_NEW);
                } else if (known && !asked) {
                    return new Remedy.AskForTrace(trace.id());
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
        return null;
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

    private boolean ended(Remedy.AskForDay question, ProgressNotes notes, Instant until) {
        var answer = inquiry.ask(
                question,
                () -> {
                    var days = source.days().get();
                    LocalDate day = question.day();
                    return () -> new Inquiry.Answer.OfDay(DailyPages.read(days, day, day.plusDays(1), question.tag()));
                },
                patience(until));
        if (answer instanceof Inquiry.Answer.OfDay(var pages)) {
            carry(pages, question, notes);
        }
        return answer != null;
    }

    private void carry(List<Page<DayRow>> pages, Remedy.AskForDay subject, ProgressNotes notes) {
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
