package io.tracelake.sandbox.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Faults that lie over the organisation's state without being part of it. Safe for use by many threads. */
public final class Disruptions {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    private final Set<Barred> barred = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> worksFrom = new ConcurrentHashMap<>();
    private volatile Duration keyDelay = Duration.ZERO;

    /** The ids of projects whose keys open nothing. */
    public Set<String> revoked() {
        return revoked;
    }

    /** The ids of projects that the list leaves out. */
    public Set<String> unlisted() {
        return unlisted;
    }

    /** Users whom a project turns away whatever their role is. */
    public Set<Barred> barred() {
        return barred;
    }

    /** For this time from its creation on a key opens nothing. */
    public void delayKeys(Duration delay) {
        keyDelay = delay;
    }

    public void clear() {
        revoked.clear();
        unlisted.clear();
        barred.clear();
        worksFrom.clear();
        keyDelay = Duration.ZERO;
    }

    void created(ApiKey key) {
        Duration delay = keyDelay;
        if (delay.isPositive()) {
            worksFrom.put(key.id(), key.createdAt().plus(delay));
        }
    }

    boolean lets(ApiKey key, String projectId, Instant now) {
        Instant from = worksFrom.get(key.id());
        return !revoked.contains(projectId) && (from == null || !now.isBefore(from));
    }

    boolean lets(Account asker, String projectId) {
        return barred.isEmpty() || !barred.contains(new Barred(projectId, asker.email()));
    }

    /** A user and a project. */
    public record Barred(String projectId, String email) {}
}
