package io.tracelake.sandbox;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Faults on demand, in force from the next request on. Safe for use by many threads. */
public final class Faults {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private int status;
    private int remaining;

    /** Both services go on, but the analytics service answers 401 to this project's key pair. */
    public void revokeKey(String projectId) {
        revoked.add(projectId);
    }

    public void restoreKey(String projectId) {
        revoked.remove(projectId);
    }

    /** The next requests to either service, whatever they ask, get this status (429 comes with {@code Retry-After: 1}). */
    public synchronized void answerNext(int requests, int statusCode) {
        if (statusCode < 400 || statusCode > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599: " + statusCode);
        }
        remaining = requests;
        status = statusCode;
    }

    public synchronized void clear() {
        revoked.clear();
        remaining = 0;
    }

    /** Requests that are still to fail. */
    public synchronized int remaining() {
        return remaining;
    }

    /** Takes the fault for one request, if one is due. */
    public synchronized OptionalInt take() {
        if (remaining == 0) {
            return OptionalInt.empty();
        }
        remaining--;
        return OptionalInt.of(status);
    }

    public boolean isRevoked(String projectId) {
        return revoked.contains(projectId);
    }
}
