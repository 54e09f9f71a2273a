package io.tracelake.app.request;

import io.tracelake.ingester.state.RequestId;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import io.tracelake.schemas.RequestWish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request, and what has become of it.
 *
 * @param progress null as long as no ingester has taken note of it
 */
public record TrackedRequest(
        IngestRequest request, @Nullable RequestProgress progress) {

    /** What was noted of an earlier request with the same id says nothing of this one. */
    public static TrackedRequest of(IngestRequest request, @Nullable RequestProgress noted) {
        boolean its = noted != null && noted.getCreatedAt().equals(request.getCreatedAt());
        return new TrackedRequest(request, its ? noted : null);
    }

    public RequestId id() {
        return RequestId.of(request);
    }

    public String projectId() {
        String project = request.getProjectId();
        return project == null ? "" : project;
    }

    public boolean hasEnded() {
        return progress != null
                && switch (progress.getState()) {
                    case DONE, CANCELLED, FAILED -> true;
                    case RUNNING, PAUSED, UNKNOWN -> false;
                };
    }

    public boolean hasFailed() {
        return progress != null && progress.getState() == RequestState.FAILED;
    }

    /** One word, in lower case. */
    public String status() {
        if (progress == null) {
            return request.getWanted() == RequestWish.RUN ? "waiting" : changing();
        }
        boolean asWanted = hasEnded()
                || switch (request.getWanted()) {
                    case RUN -> progress.getState() == RequestState.RUNNING;
                    case PAUSED -> progress.getState() == RequestState.PAUSED;
                    case CANCELLED -> false;
                    case UNKNOWN -> true;
                };
        return asWanted ? progress.getState().name().toLowerCase(Locale.ROOT) : changing();
    }

    private String changing() {
        return switch (request.getWanted()) {
            case RUN -> "resuming";
            case PAUSED -> "pausing";
            case CANCELLED -> "cancelling";
            case UNKNOWN -> "unknown";
        };
    }

    public @Nullable String reason() {
        return progress == null ? null : progress.getReason();
    }

    public @Nullable Instant endedAt() {
        return progress == null ? null : progress.getEndedAt();
    }

    /** From 0 to 1: of the rows, if their number is known, otherwise of the time. */
    public double share() {
        if (progress == null) {
            return 0;
        }
        if (progress.getState() == RequestState.DONE) {
            return 1;
        }
        Long expected = progress.getExpectedRows();
        if (expected != null && expected > 0) {
            return Math.min(1, (double) progress.getRows() / expected);
        }
        Instant from = request.getFrom();
        Instant to = request.getTo();
        if (from == null || to == null || !from.isBefore(to)) {
            return 0;
        }
        Duration done = List.copyOf(progress.getFinished()).stream()
                .map(stretch -> Duration.between(stretch.getFrom(), stretch.getTo()))
                .reduce(Duration.ZERO, Duration::plus);
        return (double) done.toMillis() / Duration.between(from, to).toMillis();
    }
}
