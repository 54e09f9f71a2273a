package io.tracelake.sandbox.traffic;

import java.time.Duration;
import java.util.Set;

/**
 * How far a project's traces stray from the simplest case. Shares are between 0 and 1.
 *
 * @param changingShare traces that change after they first appear: observations (and with them cost and latency) are
 *     added without {@code updatedAt} moving; a third of them also get another output and tags, with {@code updatedAt}
 * @param maxChangeDelay the longest time between a trace's appearance and its last change
 * @param lateShare traces that appear well after their timestamp; all others appear within two seconds
 * @param maxLateness the longest time between a late trace's timestamp and its appearance
 * @param tieShare blocks of {@code tieSize} neighbouring traces that share one millisecond
 * @param tieSize traces in such a block
 * @param duplicateIdShare rows that carry the id of a trace of an earlier UTC day, with their own {@code updatedAt}
 * @param malformedShare rows of the list that lack their id or timestamp, or have a total cost that is not a number
 * @param peculiarities poison and payloads of any length
 */
public record Behaviour(
        double changingShare,
        Duration maxChangeDelay,
        double lateShare,
        Duration maxLateness,
        double tieShare,
        int tieSize,
        double duplicateIdShare,
        double malformedShare,
        Peculiarities peculiarities) {

    public Behaviour {
        requireShare("changingShare", changingShare);
        requireShare("lateShare", lateShare);
        requireShare("tieShare", tieShare);
        requireShare("duplicateIdShare", duplicateIdShare);
        requireShare("malformedShare", malformedShare);
        if (tieSize < 1) {
            throw new IllegalArgumentException("tieSize must be at least 1: " + tieSize);
        }
        if (maxChangeDelay.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException("maxChangeDelay must be at least 2 seconds: " + maxChangeDelay);
        }
        if (maxLateness.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException("maxLateness must be at least 2 seconds: " + maxLateness);
        }
    }

    /** Changes within the hour, arrivals up to five minutes late, a few ties; no duplicate ids, nothing malformed. */
    public static Behaviour realistic() {
        return new Behaviour(0.15, Duration.ofHours(1), 0.03, Duration.ofMinutes(5), 0.01, 3, 0, 0, Peculiarities.NONE);
    }

    /** No changes, no late arrivals, no ties: every trace is final within two seconds of its timestamp. */
    public static Behaviour calm() {
        return new Behaviour(0, Duration.ofSeconds(2), 0, Duration.ofSeconds(2), 0, 1, 0, 0, Peculiarities.NONE);
    }

    public Behaviour withChanges(double share, Duration maxDelay) {
        return new Behaviour(
                share,
                maxDelay,
                lateShare,
                maxLateness,
                tieShare,
                tieSize,
                duplicateIdShare,
                malformedShare,
                peculiarities);
    }

    public Behaviour withLateArrivals(double share, Duration max) {
        return new Behaviour(
                changingShare,
                maxChangeDelay,
                share,
                max,
                tieShare,
                tieSize,
                duplicateIdShare,
                malformedShare,
                peculiarities);
    }

    public Behaviour withTies(double share, int size) {
        return new Behaviour(
                changingShare,
                maxChangeDelay,
                lateShare,
                maxLateness,
                share,
                size,
                duplicateIdShare,
                malformedShare,
                peculiarities);
    }

    public Behaviour withDuplicateIds(double share) {
        return new Behaviour(
                changingShare,
                maxChangeDelay,
                lateShare,
                maxLateness,
                tieShare,
                tieSize,
                share,
                malformedShare,
                peculiarities);
    }

    public Behaviour withMalformed(double share) {
        return new Behaviour(
                changingShare,
                maxChangeDelay,
                lateShare,
                maxLateness,
                tieShare,
                tieSize,
                duplicateIdShare,
                share,
                peculiarities);
    }

    /** On this share of the records one member that no client can carry in typed columns. */
    public Behaviour withPoison(double share) {
        return withPoison(share, Poison.refused());
    }

    /** On this share of the records one of these poisons; which one follows from the seed. */
    public Behaviour withPoison(double share, Set<Poison> kinds) {
        return with(peculiarities.withPoison(share, kinds));
    }

    /** Input and output of each trace have so many bytes together, a half each. */
    public Behaviour withPayloadBytes(long bytes) {
        return with(peculiarities.withPayloadBytes(bytes));
    }

    private Behaviour with(Peculiarities changed) {
        return new Behaviour(
                changingShare,
                maxChangeDelay,
                lateShare,
                maxLateness,
                tieShare,
                tieSize,
                duplicateIdShare,
                malformedShare,
                changed);
    }

    /** After this time past its timestamp nothing about a trace changes any more. */
    Duration settled() {
        return maxLateness.plus(maxChangeDelay);
    }

    static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1: " + share);
        }
    }
}
