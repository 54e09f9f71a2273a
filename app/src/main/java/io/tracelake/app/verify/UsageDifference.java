package io.tracelake.app.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value that isn't what it was expected to be.
 *
 * @param table of the lake
 * @param windowStart UTC
 * @param scope as published; for a split that doesn't add up, {@code TAG + UNTAGGED}
 * @param column {@code row} if there is none
 * @param published as the lake has it, null if it has none
 * @param expected as recomputed from the traces, or as the service says, as text
 * @param against what it was held against: {@code traces}, {@code daily_metrics} or {@code PROJECT}
 */
record UsageDifference(
        Verdict verdict,
        String table,
        String projectId,
        Instant windowStart,
        String scope,
        @Nullable String tag,
        String column,
        @Nullable String published,
        String expected,
        String against,
        String reason) {}
