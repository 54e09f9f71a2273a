package io.tracelake.sandbox.fault;

import java.net.URI;
import java.time.Duration;

/** A fault that befalls one request. */
public final class Strike {
    private final Fault fault;
    private final Injection injection;

    Strike(Fault fault, Injection injection) {
        this.fault = fault;
        this.injection = injection;
    }

    public Fault fault() {
        return fault;
    }

    public Duration duration(Duration usual) {
        return extent().durationOr(usual);
    }

    public long bytes() {
        return extent().bytesOrUsual();
    }

    public int rows() {
        return extent().rowsOrUsual();
    }

    public URI location() {
        return extent().locationOrNowhere();
    }

    /** A number that follows from the rule's seed, another one for each strike. */
    public long draw() {
        return injection.draw();
    }

    private Extent extent() {
        return injection.rule().extent();
    }
}
