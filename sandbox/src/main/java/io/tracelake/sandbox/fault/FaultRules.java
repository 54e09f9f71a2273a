package io.tracelake.sandbox.fault;

import io.tracelake.sandbox.fault.Fault.Stage;
import io.tracelake.sandbox.fault.Strikes.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rules in force and how often each fault has struck. Rules are asked in the order of their addition; a request
 * suffers the first disruption that one of them brings, and every delay and change of content. Safe for use by many threads.
 */
public final class FaultRules {
    private final List<Placed> placed = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Fault, Long> strikes = new EnumMap<>(Fault.class);

    /**
     * In force from the next request on.
     *
     * @param seed of what is drawn for it: which requests it strikes, and with what
     * @return its id
     */
    public long add(FaultRule rule, long seed) {
        long id = ids.incrementAndGet();
        placed.add(new Placed(new Injection(id, rule, seed, this::count), System.nanoTime()));
        return id;
    }

    /** False if there is no such rule. */
    public boolean remove(long id) {
        return placed.removeIf(rule -> rule.injection().id() == id);
    }

    public void removeAll() {
        placed.clear();
    }

    public List<InForce> inForce() {
        return placed.stream().map(rule -> rule.injection().state()).toList();
    }

    /** Requests that have suffered each fault since the sandbox began; faults that nobody suffered are left out. */
    public Map<Fault, Long> strikes() {
        synchronized (strikes) {
            return Map.copyOf(strikes);
        }
    }

    /** What befalls a request. */
    public Strikes draw(Call call) {
        if (placed.isEmpty()) {
            return Strikes.NONE;
        }
        List<Strike> certain = new ArrayList<>();
        List<Pending> pending = new ArrayList<>();
        boolean disrupted = false;
        for (Placed rule : placed) {
            Injection injection = rule.injection();
            Optional<Fault> drawn = injection.draw(call, disrupted, rule.age());
            if (drawn.isEmpty()) {
                continue;
            }
            Fault fault = drawn.get();
            Long larger = injection.rule().scope().larger();
            if (larger != null) {
                pending.add(new Pending(fault, injection, larger));
            } else if (injection.strike(fault)) {
                certain.add(new Strike(fault, injection));
                disrupted |= fault.stage() == Stage.DISRUPTION;
            }
        }
        return new Strikes(certain, pending);
    }

    private void count(Fault fault) {
        synchronized (strikes) {
            strikes.merge(fault, 1L, Long::sum);
        }
    }

    private record Placed(Injection injection, long addedAt) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - addedAt);
        }
    }
}
