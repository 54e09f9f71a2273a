package io.tracelake.system.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What a test expects of the line: everything that Tracelake promises, less what the test names with its reason. Where the
 * lake has to catch up first, that is waited for; what is wrong after that is a failure that says what is missing,
 * doubled or stale.
 */
final class Guarantees {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);

    private final Map<Guarantee, String> weakened;

    private Guarantees(Map<Guarantee, String> weakened) {
        this.weakened = weakened;
    }

    static Guarantees all() {
        return new Guarantees(Map.of());
    }

    /** All but one; {@code why} tells a reader of the test. */
    static Guarantees allExcept(Guarantee weakened, String why) {
        return all().andExcept(weakened, why);
    }

    Guarantees andExcept(Guarantee more, String why) {
        var all = new EnumMap<Guarantee, String>(Guarantee.class);
        all.putAll(weakened);
        all.put(more, why);
        return new Guarantees(all);
    }

    /**
     * Returns when all hold for what the service showed and the topic held when this was called.
     *
     * @throws AssertionError if some don't within the patience
     */
    Checked hold(Cluster cluster, Duration patience) {
        var evidence = Evidence.gather(cluster);
        Instant deadline = Instant.now().plus(patience);
        var broken = new ArrayList<String>();
        for (Guarantee guarantee : Guarantee.values()) {
            if (!weakened.containsKey(guarantee)) {
                for (String problem : awaitNone(guarantee.check(), evidence, deadline)) {
                    broken.add(guarantee + ": " + problem);
                }
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError("broken with seed %d, data in %s%n%s%nnot asked for: %s"
                    .formatted(
                            cluster.seed(),
                            cluster.directory(),
                            String.join(System.lineSeparator(), broken),
                            weakened));
        }
        return Checked.of(evidence);
    }

    private static List<String> awaitNone(Check check, Evidence evidence, Instant deadline) {
        List<String> problems = check.problems(evidence);
        while (!problems.isEmpty() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            problems = check.problems(evidence);
        }
        return problems;
    }
}
