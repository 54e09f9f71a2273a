package io.tracelake.sandbox.fault;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which requests suffer what.
 *
 * @param fault null for any one that the request can suffer, {@linkplain Fault#isUndetectable undetectable ones} left out
 */
public record FaultRule(@Nullable Fault fault, Scope scope, Occurrence occurrence, Extent extent) {
    public FaultRule {
        Duration duration = extent.duration();
        if (duration != null && duration.isNegative() && (fault == null || !fault.isUndetectable())) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
    }

    /** Every request to the analytics service, until the rule is removed. */
    public static FaultRule of(Fault fault) {
        return new FaultRule(fault, Scope.ANALYTICS, Occurrence.ALWAYS, Extent.USUAL);
    }

    /** A fault drawn anew each time, on this share of the requests to the analytics service. */
    public static FaultRule random(double share) {
        return new FaultRule(null, Scope.ANALYTICS, Occurrence.ALWAYS, Extent.USUAL).share(share);
    }

    /**
     * Only requests to either service whose path ends so, {@code /traces} for instance; {@code /traces/*} means any one
     * segment in the place of the star, and an empty text every request.
     */
    public FaultRule at(String pathEnd) {
        return with(scope.at(pathEnd));
    }

    /** Only requests with a key of this project. */
    public FaultRule project(String projectId) {
        return with(scope.project(projectId));
    }

    /** Only requests for more than this time between the bounds, or without one of the bounds. */
    public FaultRule longerThan(Duration window) {
        return with(scope.longerThan(window));
    }

    /** Only requests whose answer has more bytes than this. */
    public FaultRule largerThan(long bytes) {
        return with(scope.largerThan(bytes));
    }

    /** Only requests that ask for inputs and outputs. */
    public FaultRule onlyWithIo() {
        return with(scope.onlyWithIo());
    }

    /** On this share of the requests, 0 to 1. */
    public FaultRule share(double share) {
        return with(new Occurrence(share, occurrence.times(), occurrence.after(), occurrence.lasting()));
    }

    /** On so many requests, then never again. */
    public FaultRule times(long times) {
        return with(new Occurrence(occurrence.share(), times, occurrence.after(), occurrence.lasting()));
    }

    /** From this time after its addition on. */
    public FaultRule after(Duration delay) {
        return with(new Occurrence(occurrence.share(), occurrence.times(), delay, occurrence.lasting()));
    }

    /** For this time from its begin. */
    public FaultRule lasting(Duration time) {
        return with(new Occurrence(occurrence.share(), occurrence.times(), occurrence.after(), time));
    }

    /** How long it lasts, or how far off a clock is; may be negative for a clock. */
    public FaultRule duration(Duration duration) {
        return with(new Extent(duration, extent.bytes(), extent.rows(), extent.location()));
    }

    /** What a bomb unpacks to. */
    public FaultRule bytes(long bytes) {
        return with(new Extent(extent.duration(), bytes, extent.rows(), extent.location()));
    }

    /** Rows that come twice. */
    public FaultRule rows(int rows) {
        return with(new Extent(extent.duration(), extent.bytes(), rows, extent.location()));
    }

    /** The other host that a redirect leads to. */
    public FaultRule location(URI location) {
        return with(new Extent(extent.duration(), extent.bytes(), extent.rows(), location));
    }

    private FaultRule with(Scope changed) {
        return new FaultRule(fault, changed, occurrence, extent);
    }

    private FaultRule with(Occurrence changed) {
        return new FaultRule(fault, scope, changed, extent);
    }

    private FaultRule with(Extent changed) {
        return new FaultRule(fault, scope, occurrence, changed);
    }
}
