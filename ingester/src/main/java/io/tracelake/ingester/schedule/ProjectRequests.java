package io.tracelake.ingester.schedule;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.backfill.Backfill;
import io.tracelake.ingester.keys.KeysUnavailableException;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.PartitionLostException;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.UnorderedPageException;
import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestState;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators want of one project, done by its owner: replays at once, backfills one after another, in the time that
 * live reading leaves. For one thread at a time, but for {@link #isDue} and {@link #close}.
 */
final class ProjectRequests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectRequests.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int REPLAYS_AT_A_TIME = 500;

    private final IngestContext context;
    private final Outbox outbox;
    private final RequestWork work;
    private final BooleanSupplier stopping;

    private volatile long seen = -1;
    private volatile Instant wakeAt = Instant.MAX;
    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Current current;
    private volatile boolean closed;

    /** The backfill that is under way. */
    private record Current(RequestId id, Instant createdAt, ProgressNotes notes, Backfill backfill) {}

    ProjectRequests(IngestContext context, Outbox outbox, RequestWork work, BooleanSupplier stopping) {
        this.context = context;
        this.outbox = outbox;
        this.work = work;
        this.stopping = stopping;
    }

    /** Whether there may be something to do now. */
    boolean isDue(Instant now) {
        return !now.isBefore(wakeAt) || seen != context.requests().changes();
    }

    /**
     * Does what can be done before somebody else is due. A failure of the service ends only this call.
     *
     * @throws PartitionLostException if the owner has to restore
     */
    void run(Instant until) throws InterruptedException {
        seen = context.requests().changes();
        wakeAt = Instant.MAX;
        Optional<List<IngestRequest>> wanted = context.requests().of(outbox.projectId());
        if (wanted.isEmpty()) {
            return;
        }
        forgetAllBut(wanted.get());
        List<IngestRequest> open = wanted.get().stream()
                .filter(request -> !ProgressNotes.isEnded(ProgressNotes.find(outbox, request)))
                .toList();
        try {
            replay(open, until);
            backfill(open, until);
            outbox.flush();
            pause = FIRST_PAUSE;
        } catch (CallInterruptedException | PartitionLostException e) {
            throw e;
        } catch (ServiceException | UnorderedPageException | KafkaException | UncheckedIOException e) {
            work.failed(e);
            rest(String.valueOf(e.getMessage()));
        }
    }

    private void rest(String reason) {
        LOG.warn("project {}: a request of an operator has to wait: {}", outbox.projectId(), reason);
        if (current != null) {
            current.notes().running("waits: " + reason);
        }
        outbox.flush();
        endReplays();
        wakeAt = context.clock().instant().plus(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Progress whose request is gone is of no use. The request goes first, or it would be taken for a new one. */
    private void forgetAllBut(List<IngestRequest> wanted) {
        Set<RequestId> ids = wanted.stream().map(RequestId::of).collect(Collectors.toSet());
        for (RequestId id : List.copyOf(outbox.state().requests().keySet())) {
            if (!ids.contains(id)) {
                outbox.forgetRequest(id);
            }
        }
    }

    private void replay(List<IngestRequest> open, Instant until) {
        List<IngestRequest> replays = open.stream()
                .filter(request -> request.getKind() == RequestKind.REPLAY)
                .toList();
        if (replays.isEmpty()) {
            endReplays();
        } else if (!context.slots().takeReplays(this)) {
            wakeBy(context.clock().instant().plus(FIRST_PAUSE));
        } else if (work.replay(replays.subList(0, Math.min(replays.size(), REPLAYS_AT_A_TIME)), until)
                && replays.size() <= REPLAYS_AT_A_TIME) {
            endReplays();
        } else {
            if (!work.mayHoldTrace()) {
                context.slots().giveBackReplays(this);
            }
            wakeBy(Instant.MIN);
        }
        if (closed) {
            endReplays();
        }
    }

    private void endReplays() {
        work.close();
        context.slots().giveBackReplays(this);
    }

    private void wakeBy(Instant instant) {
        if (instant.isBefore(wakeAt)) {
            wakeAt = instant;
        }
    }

    private void backfill(List<IngestRequest> open, Instant until) throws InterruptedException {
        IngestRequest next = null;
        for (IngestRequest request : open) {
            if (request.getKind() == RequestKind.BACKFILL) {
                switch (request.getWanted()) {
                    case RUN -> next = next == null ? request : next;
                    case PAUSED ->
                        ProgressNotes.of(outbox, request, context.clock()).paused();
                    case CANCELLED ->
                        ProgressNotes.of(outbox, request, context.clock()).ended(RequestState.CANCELLED, null);
                    case UNKNOWN -> {}
                }
            }
        }
        if (next == null || !isCurrent(next)) {
            endBackfill();
        }
        if (next != null) {
            run(next, until);
        }
    }

    private boolean isCurrent(IngestRequest request) {
        return current != null
                && current.id().equals(RequestId.of(request))
                && current.createdAt().equals(request.getCreatedAt());
    }

    private void run(IngestRequest request, Instant until) throws InterruptedException {
        if (current == null) {
            PageMemory pages = context.slots().take(this);
            if (pages == null) {
                wakeBy(context.clock().instant().plus(FIRST_PAUSE));
                return;
            }
            current = begin(request, pages);
        }
        wakeBy(Instant.MIN);
        var running = current;
        if (running == null || closed) {
            endBackfill();
            return;
        }
        try {
            if (running.backfill().run(until, () -> !stopping.getAsBoolean() && nothingChanged())) {
                endBackfill();
            }
        } catch (ServiceException
                | UnorderedPageException
                | KeysUnavailableException
                | KafkaException
                | UncheckedIOException
                | PartitionLostException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("backfill {} of project {} has met a bug", request.getRequestId(), outbox.projectId(), e);
            running.notes().ended(RequestState.FAILED, "internal error: " + e);
            endBackfill();
        }
    }

    private boolean nothingChanged() {
        if (seen == context.requests().changes()) {
            return true;
        }
        wakeAt = Instant.MIN;
        return false;
    }

    /** Stops what is under way; it goes on from what has been noted of it. */
    void letGo() {
        endReplays();
        endBackfill();
    }

    private void endBackfill() {
        var running = current;
        current = null;
        if (running != null) {
            running.backfill().close();
        }
        context.slots().giveBack(this);
    }

    /** Null if it can't be done, which has been noted then. */
    private @Nullable Current begin(IngestRequest request, PageMemory pages) {
        var notes = ProgressNotes.of(outbox, request, context.clock());
        Instant from = request.getFrom();
        Instant to = request.getTo();
        if (from == null || to == null || !from.isBefore(to)) {
            notes.ended(RequestState.FAILED, "the range from " + from + " to " + to + " is empty");
            return null;
        }
        Instant oldest = context.clock().instant().minus(context.config().memory());
        boolean begun = notes.progress().getStartedAt() != null;
        if (!begun && from.isBefore(oldest)) {
            notes.ended(
                    RequestState.FAILED,
                    "ingest.memory: %s reaches back to %s, the range begins at %s"
                            .formatted(context.config().memory(), oldest, from));
            return null;
        }
        var backfill = work.backfill(new Window(from, to), notes, pages);
        return new Current(RequestId.of(request), Objects.requireNonNull(request.getCreatedAt()), notes, backfill);
    }

    /** Ends what works for this project on other threads, for good. Any thread. */
    @Override
    public void close() {
        closed = true;
        letGo();
    }
}
