package io.tracelake.ingester.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one project stands.
 *
 * @param status {@code active}, or why the project is parked
 * @param watermark every window before it has been read after it settled; null before the first poll
 * @param fresh up to when new traces have been looked for; null until that is done once, and while it is parked
 * @param problem what went wrong last, null while all is well
 */
public record ProjectProgress(
        String id,
        @Nullable String name,
        String status,
        long traces,
        long revisions,
        long deadLetters,
        @Nullable Instant watermark,
        @Nullable Instant fresh,
        @Nullable String problem) {}
