package io.tracelake.system.cluster;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How often each fault has happened. Thread-safe. */
final class FaultCount {
    private final Map<Fault, Integer> counts = new ConcurrentHashMap<>();

    /** Once more, to whom; printed, for whoever looks for the moment in a log. */
    void add(Fault fault, Object victim) {
        counts.merge(fault, 1, Integer::sum);
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + name(fault) + " " + victim);
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int of(Fault fault) {
        return counts.getOrDefault(fault, 0);
    }

    @Override
    public String toString() {
        return Stream.of(Fault.values())
                .map(fault -> name(fault) + ' ' + of(fault))
                .collect(Collectors.joining(", "));
    }
}
