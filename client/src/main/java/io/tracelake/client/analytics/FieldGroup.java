package io.tracelake.client.analytics;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A group of a trace's members that can be left out of a page. Services of the 2.x generation always send all. */
public enum FieldGroup {
    CORE,
    /** {@code input}, {@code output}, {@code metadata}: null if left out. */
    IO,
    /** Ids of scores: empty if left out. */
    SCORES,
    /** Ids of observations: empty if left out. */
    OBSERVATIONS,
    /** Latency and cost: sent as -1 if left out, read as null. */
    METRICS;

    static String parameter(Set<FieldGroup> groups) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("fields must name at least one group");
        }
        return groups.stream()
                .sorted()
                .map(group -> group.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
