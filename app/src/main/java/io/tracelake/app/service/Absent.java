package io.tracelake.app.service;

import io.tracelake.app.output.Moments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the service doesn't say, in a table: a dash. */
final class Absent {
    private static final String DASH = "-";

    private Absent() {}

    static String orDash(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? DASH : value.toString();
    }

    static String orDash(@Nullable Instant moment) {
        return moment == null ? DASH : Moments.moment(moment);
    }

    static String orDash(@Nullable Boolean value) {
        return value == null ? DASH : value ? "yes" : "no";
    }
}
