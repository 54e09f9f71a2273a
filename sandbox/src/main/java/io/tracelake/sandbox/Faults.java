package io.tracelake.sandbox;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Faults on demand, in force from the next request on. Safe for use by many threads. */
public final class Faults {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> watched = new ConcurrentHashMap<>();
    private int status;
    private int remaining;

    /** Both services go on, but the analytics service answers 401 to this project's key pair. */
    public void revokeKey(String projectId) {
        revoked.add(projectId);
    }

    public void restoreKey(String projectId) {
        revoked.remove(projectId);
    }

    /** The organisations service leaves this project out of its list. */
    public void unlist(String projectId) {
        unlisted.add(projectId);
    }

    public void listAgain(String projectId) {
        unlisted.remove(projectId);
    }

    /** Requests for paths that end so get this status until {@link #mend}. */
    public void breakPath(String pathEnd, int statusCode) {
        requireFault(statusCode);
        broken.put(pathEnd, statusCode);
    }

    public void mend(String pathEnd) {
        broken.remove(pathEnd);
    }

    /** Counts requests for paths that end so, from now on. */
    public void watch(String pathEnd) {
        watched.put(pathEnd, new LongAdder());
    }

    /** Requests counted since {@link #watch}, failed ones included. */
    public long seen(String pathEnd) {
        LongAdder count = watched.get(pathEnd);
        return count == null ? 0 : count.sum();
    }

    /** The next requests to either service, whatever they ask, get this status (429 comes with {@code Retry-After: 1}). */
    public synchronized void answerNext(int requests, int statusCode) {
        requireFault(statusCode);
        remaining = requests;
        status = statusCode;
    }

    public synchronized void clear() {
        revoked.clear();
        unlisted.clear();
        broken.clear();
        remaining = 0;
    }

    /** Requests that are still to fail. */
    public synchronized int remaining() {
        return remaining;
    }

    /** Takes the fault for one request, if one is due. */
    public OptionalInt take(String path) {
        watched.forEach((end, count) -> {
            if (path.endsWith(end)) {
                count.increment();
            }
        });
        for (Map.Entry<String, Integer> fault : broken.entrySet()) {
            if (path.endsWith(fault.getKey())) {
                return OptionalInt.of(fault.getValue());
            }
        }
        return takeNext();
    }

    private synchronized OptionalInt takeNext() {
        if (remaining == 0) {
            return OptionalInt.empty();
        }
        remaining--;
        return OptionalInt.of(status);
    }

    public boolean isRevoked(String projectId) {
        return revoked.contains(projectId);
    }

    public boolean isListed(String projectId) {
        return !unlisted.contains(projectId);
    }

    private static void requireFault(int statusCode) {
        if (statusCode < 400 || statusCode > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599: " + statusCode);
        }
    }
}
