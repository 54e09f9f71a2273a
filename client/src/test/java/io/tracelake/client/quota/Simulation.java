package io.tracelake.client.quota;

import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** Requests, the network and a service in virtual time: events in the order of their time, nothing sleeps. */
final class Simulation {
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long counted;
    private long now;
    Duration shortestTravel = Duration.ofMillis(5);
    Duration longestTravel = Duration.ofMillis(300);
    final Map<Claim, List<Long>> waits = new HashMap<>();

    private record Event(long at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    Simulation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A process of the organization, with its own governor but for the clock and the threads. */
    final class Instance {
        final Turns turns;
        private final Map<Turn, Runnable> waiting = new HashMap<>();
        private long wakesAt = Long.MAX_VALUE;

        Instance(QuotaConfig config) {
            this.turns = new Turns(config, random.split());
        }

        /** Somebody who asks again and again, each time after a pause, and again at once when refused. */
        void asks(Claim claim, Bucket bucket, Duration pause, BiFunction<Turn, Long, Ending> service) {
            at(now + random.nextLong(pause.toNanos() + 1), () -> ask(claim, bucket, pause, service, now));
        }

        private void ask(
                Claim claim, Bucket bucket, Duration pause, BiFunction<Turn, Long, Ending> service, long since) {
            Turn turn = turns.ask(bucket, claim);
            waiting.put(turn, () -> {
                long travel = travel();
                at(now + travel, () -> {
                    Ending ending = service.apply(turn, now);
                    at(now + travel, () -> {
                        turns.end(turn, ending, now);
                        if (ending instanceof Ending.Throttled) {
                            ask(claim, bucket, pause, service, since);
                        } else {
                            waits.computeIfAbsent(claim, c -> new ArrayList<>()).add(now - since);
                            at(now + pause.toNanos(), () -> ask(claim, bucket, pause, service, now));
                        }
                        grant();
                    });
                });
            });
            grant();
        }

        void grant() {
            for (Turn turn = turns.grant(now); turn != null; turn = turns.grant(now)) {
                Objects.requireNonNull(waiting.remove(turn)).run();
            }
            long next = turns.opensAt();
            if (next != Long.MAX_VALUE && (wakesAt <= now || next < wakesAt)) {
                wakesAt = Math.max(next, now + 1);
                at(wakesAt, this::grant);
            }
        }
    }

    long travel() {
        return random.nextLong(shortestTravel.toNanos(), longestTravel.toNanos() + 1);
    }

    long now() {
        return now;
    }

    void at(long time, Runnable what) {
        events.add(new Event(time, counted++, what));
    }

    void run(Duration time) {
        long end = now + time.toNanos();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
        }
        now = end;
    }

    /** How long the requests of a claim took, from the wish to the answer, in nanoseconds. */
    List<Long> waits(Claim claim) {
        return waits.getOrDefault(claim, List.of());
    }

    /** Seconds that a request of a claim took on average, from the wish to the answer. */
    double meanWait(Claim claim) {
        return waits(claim).stream().mapToLong(Long::longValue).average().orElse(Double.POSITIVE_INFINITY) / 1e9;
    }
}
