package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.state.Known;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.SeenTag;
import io.tracelake.ingester.state.StateKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which tags a project's traces carry, in the transaction of those traces: the daily metrics of a tag can only
 * be asked for by its name. Not thread-safe.
 */
public final class SeenTags {
    /** Tags of a project that are remembered at a time; no others are asked for meanwhile. */
    public static final int MAX_TAGS = 1_000;

    /** A tag becomes part of an address, which servers limit. */
    static final int MAX_LENGTH = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SeenTags.class);

    private final Outbox outbox;
    private boolean warned;

    public SeenTags(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Notes the tags of a trace that the service shows. */
    public void saw(TraceRow trace) {
        if (trace.tags().isEmpty()) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(trace.timestamp(), ZoneOffset.UTC);
        for (String tag : trace.tags()) {
            if (!tag.isEmpty()) {
                saw(tag, day);
            }
        }
    }

    private void saw(String tag, LocalDate day) {
        SeenTag known = find(tag);
        if (known != null) {
            save(tag, known.alsoOn(day));
        } else if (state().tags().size() < MAX_TAGS && tag.length() <= MAX_LENGTH) {
            save(tag, SeenTag.on(day));
        } else if (!warned) {
            warned = true;
            LOG.warn(
                    "project {} has more than {} tags at a time, or one of more than {} characters: there are no daily metrics by tag for the others",
                    outbox.projectId(),
                    MAX_TAGS,
                    MAX_LENGTH);
        }
    }

    /** The tags to ask for, by name. Forgets those that were read to the end and met no more since {@code oldest}. */
    public List<String> wanted(LocalDate oldest) {
        List<String> tags = state().tags().stream().sorted().toList();
        for (String tag : tags) {
            SeenTag seen = find(tag);
            if (seen != null && seen.newest().isBefore(oldest) && seen.newest().isBefore(seen.unread())) {
                outbox.forgetTag(tag);
            }
        }
        return state().tags().stream().sorted().toList();
    }

    /** The first day that a reading of a tag has to cover; null if the tag isn't remembered. */
    public @Nullable LocalDate unread(String tag) {
        SeenTag seen = find(tag);
        return seen == null ? null : seen.unread();
    }

    /** Notes that the metrics of a tag have been read; days before {@code next} don't change any more. */
    public void read(String tag, LocalDate next) {
        SeenTag seen = find(tag);
        if (seen != null) {
            save(tag, seen.readUpTo(next));
        }
    }

    private void save(String tag, SeenTag seen) {
        StateKey key = StateKey.tag(outbox.projectId(), tag);
        Known known = seen.toKnown();
        if (!known.equals(state().get(key))) {
            outbox.remember(key, known);
        }
    }

    private @Nullable SeenTag find(String tag) {
        Known known = state().get(StateKey.tag(outbox.projectId(), tag));
        return known == null ? null : SeenTag.of(known);
    }

    private ProjectState state() {
        return outbox.state();
    }
}
