package io.tracelake.ingester.backfill;

import io.tracelake.ingester.source.Window;
import io.tracelake.schemas.FinishedStretch;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parts of a range, none touching another: what touches is joined. Not thread-safe. */
final class Stretches {
    private final TreeMap<Instant, Instant> ends = new TreeMap<>();

    static Stretches of(List<FinishedStretch> saved) {
        var stretches = new Stretches();
        saved.forEach(stretch -> stretches.add(new Window(stretch.getFrom(), stretch.getTo())));
        return stretches;
    }

    void add(Window added) {
        if (added.isEmpty()) {
            return;
        }
        Instant from = added.from();
        Instant to = added.to();
        var touching = ends.floorEntry(to);
        while (touching != null && !touching.getValue().isBefore(from)) {
            from = earlier(from, touching.getKey());
            to = earlier(to, touching.getValue()).equals(to) ? touching.getValue() : to;
            ends.remove(touching.getKey());
            touching = ends.floorEntry(to);
        }
        ends.put(from, to);
    }

    void addAll(Stretches others) {
        others.ends.forEach((from, to) -> add(new Window(from, to)));
    }

    /** The first part of a range that isn't in here; null if there is none. */
    @Nullable Window firstGap(Window range) {
        Instant from = range.from();
        var before = ends.floorEntry(from);
        if (before != null && before.getValue().isAfter(from)) {
            from = before.getValue();
        }
        Map.Entry<Instant, Instant> next = ends.ceilingEntry(from);
        while (next != null && next.getKey().equals(from)) {
            from = next.getValue();
            next = ends.ceilingEntry(from);
        }
        if (!from.isBefore(range.to())) {
            return null;
        }
        Instant to = next == null ? range.to() : earlier(next.getKey(), range.to());
        return new Window(from, to);
    }

    List<FinishedStretch> toRecords() {
        return ends.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(stretch -> new FinishedStretch(
                        Objects.requireNonNull(stretch.getKey()), Objects.requireNonNull(stretch.getValue())))
                .toList();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
