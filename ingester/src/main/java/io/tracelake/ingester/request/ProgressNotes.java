package io.tracelake.ingester.request;

import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.schemas.FinishedStretch;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request, noted in the outbox of its project: so it is committed with the rows that were added before
 * it. Not thread-safe.
 */
public final class ProgressNotes {
    private final Outbox outbox;
    private final RequestId id;
    private final InstantSource clock;
    private RequestProgress progress;

    private ProgressNotes(Outbox outbox, RequestId id, RequestProgress progress, InstantSource clock) {
        this.outbox = outbox;
        this.id = id;
        this.progress = progress;
        this.clock = clock;
    }

    /** Goes on with what was noted of a request before, if anything was. */
    public static ProgressNotes of(Outbox outbox, IngestRequest request, InstantSource clock) {
        RequestId id = RequestId.of(request);
        RequestProgress before = find(outbox, request);
        return new ProgressNotes(outbox, id, before == null ? none(request) : before, clock);
    }

    /** What was noted of a request; null if nothing was, or if it was of an earlier request with this id. */
    public static @Nullable RequestProgress find(Outbox outbox, IngestRequest request) {
        RequestProgress noted = outbox.state().requests().get(RequestId.of(request));
        return noted != null && noted.getCreatedAt().equals(request.getCreatedAt()) ? noted : null;
    }

    private static RequestProgress none(IngestRequest request) {
        return RequestProgress.newBuilder()
                .setCreatedAt(request.getCreatedAt())
                .setState(RequestState.UNKNOWN)
                .setFrom(request.getFrom())
                .build();
    }

    public RequestProgress progress() {
        return progress;
    }

    /** Whether nothing more will become of a request. */
    public static boolean isEnded(@Nullable RequestProgress progress) {
        return progress != null
                && switch (progress.getState()) {
                    case DONE, CANCELLED, FAILED -> true;
                    case RUNNING, PAUSED, UNKNOWN -> false;
                };
    }

    /** Notes that the request is worked on. */
    public void running(@Nullable String heldUpBy) {
        if (progress.getState() != RequestState.RUNNING || !Objects.equals(progress.getReason(), heldUpBy)) {
            note(next -> {
                next.setState(RequestState.RUNNING);
                next.setReason(heldUpBy);
                if (next.getStartedAt() == null) {
                    next.setStartedAt(now());
                }
            });
        }
    }

    public void paused() {
        if (progress.getState() != RequestState.PAUSED) {
            note(next -> {
                next.setState(RequestState.PAUSED);
                next.setReason(null);
            });
        }
    }

    /** Notes that nothing more will come. */
    public void ended(RequestState state, @Nullable String reason) {
        note(next -> {
            next.setState(state);
            next.setReason(reason);
            next.setEndedAt(now());
            if (next.getStartedAt() == null) {
                next.setStartedAt(now());
            }
        });
    }

    public void expects(@Nullable Long rows, int requests) {
        note(next -> {
            next.setExpectedRows(rows);
            next.setRequests(next.getRequests() + requests);
        });
    }

    public void read(int requests, long rows, long bytes, long revisions) {
        note(next -> {
            next.setRequests(next.getRequests() + requests);
            next.setRows(next.getRows() + rows);
            next.setBytes(next.getBytes() + bytes);
            next.setRevisions(next.getRevisions() + revisions);
        });
    }

    public void finished(List<FinishedStretch> stretches) {
        note(next -> next.setFinished(stretches));
    }

    private void note(Consumer<RequestProgress> change) {
        var next = RequestProgress.newBuilder(progress).build();
        change.accept(next);
        progress = next;
        outbox.note(id, next);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
