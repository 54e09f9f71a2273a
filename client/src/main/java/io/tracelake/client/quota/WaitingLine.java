package io.tracelake.client.quota;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait, and whose turn is next.
 *
 * <p>The most urgent priority goes first, except that every other one that waits gains its share of a turn with each turn
 * that is given, and goes first once it has a whole one. Within a priority the project goes first that was served longest
 * ago; requests of one project in the order of their coming. Not thread-safe.
 */
final class WaitingLine {
    private static final long NEVER = -1;

    private final Map<Priority, Set<Turn>> waiting = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> gained = new EnumMap<>(Priority.class);
    private final Map<Served, Long> served = new HashMap<>();
    private final Set<Served> refusedOnce = new HashSet<>();
    private long turns;

    /** What taking turns goes by. */
    private record Served(Bucket bucket, Claim claim) {}

    void add(Turn turn) {
        turns(turn.claim().priority()).add(turn);
    }

    void remove(Turn turn) {
        turns(turn.claim().priority()).remove(turn);
    }

    int size(Bucket bucket, Priority priority) {
        return (int)
                turns(priority).stream().filter(turn -> turn.bucket() == bucket).count();
    }

    /** Whether anybody waits for a bucket. */
    boolean has(Bucket bucket) {
        return waiting.values().stream().anyMatch(turns -> turns.stream().anyMatch(turn -> turn.bucket() == bucket));
    }

    /**
     * Takes the one out whose turn it is.
     *
     * @param open which buckets may be asked now
     * @return null if nobody waits for any of them
     */
    @Nullable Turn next(Predicate<Bucket> open) {
        var candidates = new EnumMap<Priority, Turn>(Priority.class);
        waiting.forEach((priority, turns) -> {
            Turn candidate = longestUnserved(turns, open);
            if (candidate != null) {
                candidates.put(priority, candidate);
            }
        });
        if (candidates.isEmpty()) {
            return null;
        }
        Priority chosen = choose(candidates.keySet());
        Turn turn = candidates.get(chosen);
        turns(chosen).remove(turn);
        return turn;
    }

    private Priority choose(Set<Priority> candidates) {
        Priority urgent = candidates.iterator().next();
        Priority chosen = urgent;
        for (Priority priority : candidates) {
            if (priority == urgent) {
                continue;
            }
            int gain = Math.min(2 * Priority.TURNS, gained(priority) + priority.share());
            gained.put(priority, gain);
            if (gain >= Priority.TURNS && (chosen == urgent || gain > gained(chosen))) {
                chosen = priority;
            }
        }
        if (chosen != urgent) {
            gained.merge(chosen, -Priority.TURNS, Integer::sum);
        }
        return chosen;
    }

    private @Nullable Turn longestUnserved(Set<Turn> turns, Predicate<Bucket> open) {
        Turn first = null;
        long firstServed = Long.MAX_VALUE;
        for (Turn turn : turns) {
            long lastServed = servedAt(turn);
            if (lastServed < firstServed && open.test(turn.bucket())) {
                first = turn;
                firstServed = lastServed;
            }
        }
        return first;
    }

    /** When the turn's project was served last; counts turns. */
    long servedAt(Turn turn) {
        return served.getOrDefault(key(turn), NEVER);
    }

    void served(Turn turn) {
        served.put(key(turn), turns++);
    }

    void answered(Turn turn) {
        refusedOnce.remove(key(turn));
    }

    /** A request that was refused waits again, in the place that it had; but one refused again goes behind others. */
    void refused(Turn turn) {
        if (refusedOnce.add(key(turn))) {
            served.put(key(turn), turn.servedBefore());
        }
    }

    private Set<Turn> turns(Priority priority) {
        return waiting.computeIfAbsent(priority, first -> new LinkedHashSet<>());
    }

    private int gained(Priority priority) {
        return gained.getOrDefault(priority, 0);
    }

    private static Served key(Turn turn) {
        return new Served(turn.bucket(), turn.claim());
    }
}
