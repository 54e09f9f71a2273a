package io.tracelake.sandbox.fault;

import io.tracelake.sandbox.fault.Fault.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that befalls one request. */
public final class Strikes {
    public static final Strikes NONE = new Strikes(List.of(), List.of());

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration CONGESTED = Duration.ofMillis(50);

    private final List<Strike> certain;
    private final List<Pending> pending;

    Strikes(List<Strike> certain, List<Pending> pending) {
        this.certain = certain;
        this.pending = pending;
    }

    /** What comes in the place of the answer, or of its transport. */
    public @Nullable Strike disruption() {
        return certain.stream()
                .filter(strike -> strike.fault().stage() == Stage.DISRUPTION)
                .findFirst()
                .orElse(null);
    }

    /** How much longer the answer takes. */
    public Duration delay(int requestsUnderWay) {
        Duration delay = Duration.ZERO;
        for (Strike strike : certain) {
            if (strike.fault() == Fault.SLOW) {
                delay = delay.plus(strike.duration(SLOW));
            } else if (strike.fault() == Fault.CONGESTED) {
                delay = delay.plus(strike.duration(CONGESTED).multipliedBy(requestsUnderWay));
            }
        }
        return delay;
    }

    public Optional<Strike> content(Fault fault) {
        return certain.stream().filter(strike -> strike.fault() == fault).findFirst();
    }

    /** What comes in the place of an answer of this size, if a rule asks for the size. */
    public Optional<Strike> tooLarge(long bytes) {
        for (Pending possible : pending) {
            if (bytes > possible.bytes() && possible.injection().strike(possible.fault())) {
                return Optional.of(new Strike(possible.fault(), possible.injection()));
            }
        }
        return Optional.empty();
    }

    /** A disruption that strikes only an answer of more than so many bytes. */
    record Pending(Fault fault, Injection injection, long bytes) {}
}
