package io.tracelake.sandbox.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of members an answer is to hold; the core is always there, unknown names are dropped. */
record FieldGroups(boolean io, boolean scores, boolean observations, boolean metrics) {
    static final FieldGroups EVERYTHING = new FieldGroups(true, true, true, true);

    static FieldGroups of(@Nullable String names) {
        if (names == null || names.isEmpty()) {
            return EVERYTHING;
        }
        List<String> groups = Parameters.split(names);
        return new FieldGroups(
                groups.contains("io"),
                groups.contains("scores"),
                groups.contains("observations"),
                groups.contains("metrics"));
    }
}
