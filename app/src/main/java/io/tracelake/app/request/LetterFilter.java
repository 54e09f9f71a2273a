package io.tracelake.app.request;

import io.tracelake.schemas.DeadLetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant.
 *
 * @param projects ids; none: all
 * @param reason in upper case as in the topic, null for all
 * @param from when they were observed, inclusive
 * @param to exclusive
 */
public record LetterFilter(
        List<String> projects,
        @Nullable String reason,
        @Nullable String stream,
        @Nullable Instant from,
        @Nullable Instant to) {

    boolean matches(DeadLetter letter) {
        return (projects.isEmpty() || projects.contains(String.valueOf(letter.getProjectId())))
                && (reason == null || reason.equals(letter.getReason().name()))
                && (stream == null || stream.equals(letter.getStream()))
                && (from == null || !letter.getObservedAt().isBefore(from))
                && (to == null || letter.getObservedAt().isBefore(to));
    }

    /** Whether it names anything at all. */
    public boolean isEmpty() {
        return projects.isEmpty() && reason == null && stream == null && from == null && to == null;
    }
}
