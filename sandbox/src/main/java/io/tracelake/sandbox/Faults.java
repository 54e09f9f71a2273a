package io.tracelake.sandbox;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.fault.FaultRules;
import io.tracelake.sandbox.organization.Disruptions;
import io.tracelake.sandbox.organization.Disruptions.Barred;
import io.tracelake.sandbox.organization.KeyPair;
import io.tracelake.sandbox.organization.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Faults on demand, in force from the next request on. Safe for use by many threads. */
public final class Faults {
    private static final long DEFAULT_SEED = 1;

    private final Organization organization;
    private final Disruptions disruptions;
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> watched = new ConcurrentHashMap<>();
    private volatile @Nullable Queue<KeyUse> keyUses;
    private final FaultRules rules = new FaultRules();
    private final AtomicReference<@Nullable Consumer<Duration>> outage = new AtomicReference<>();
    private final Countdown next = new Countdown();
    private final Countdown refusedKeys = new Countdown();
    private final Countdown cutKeys = new Countdown();

    Faults(Organization organization) {
        this.organization = organization;
        this.disruptions = organization.disruptions();
    }

    /** Both services go on, but the analytics service answers 401 to all of this project's keys. */
    public void revokeKey(String projectId) {
        disruptions.revoked().add(projectId);
    }

    public void restoreKey(String projectId) {
        disruptions.revoked().remove(projectId);
    }

    /** The organisations service leaves this project out of its list. */
    public void unlist(String projectId) {
        disruptions.unlisted().add(projectId);
    }

    public void listAgain(String projectId) {
        disruptions.unlisted().remove(projectId);
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

    /** Notes which keys the analytics service is asked with, from now on. */
    public void watchKeys() {
        keyUses = new ConcurrentLinkedQueue<>();
    }

    /** Uses of keys since {@link #watchKeys}, in their order. */
    public List<KeyUse> keyUses() {
        Queue<KeyUse> uses = keyUses;
        return uses == null ? List.of() : List.copyOf(uses);
    }

    /** Notes a use, if uses are watched. */
    public void used(String publicKey, @Nullable String projectId, String path) {
        Queue<KeyUse> uses = keyUses;
        if (uses != null) {
            uses.add(new KeyUse(publicKey, projectId, path));
        }
    }

    /** Requests counted since {@link #watch}, failed ones included. */
    public long seen(String pathEnd) {
        LongAdder count = watched.get(pathEnd);
        return count == null ? 0 : count.sum();
    }

    /** The key with this id or public key is gone for good, whoever made it. */
    public void revokeForGood(String idOrPublicKey) {
        organization.revoke(idOrPublicKey);
    }

    /** The service replaces its own key of a project by this one; the old one is dead at once. */
    public KeyPair rotate(String projectId) {
        return organization.rotate(projectId).pair();
    }

    /** The next requests to create an API key get this status; no key is made. */
    public void refuseKeyCreation(int requests, int statusCode) {
        requireFault(statusCode);
        refusedKeys.set(requests, statusCode);
    }

    /** The next requests to create an API key do so, but the connection ends before the answer. */
    public void cutKeyCreation(int requests) {
        cutKeys.set(requests, 0);
    }

    /** The analytics service doesn't know keys made from now on until this time after their creation. */
    public void delayNewKeys(Duration delay) {
        disruptions.delayKeys(delay);
    }

    /** The project turns this user away and isn't listed for them, whatever their role and without its trace. */
    public void denyAccess(String projectId, String email) {
        disruptions.barred().add(new Barred(projectId, email));
    }

    public void allowAccess(String projectId, String email) {
        disruptions.barred().remove(new Barred(projectId, email));
    }

    /** The next requests to either service, whatever they ask, get this status (429 comes with {@code Retry-After: 1}). */
    public void answerNext(int requests, int statusCode) {
        requireFault(statusCode);
        next.set(requests, statusCode);
    }

    /**
     * In force from the next request on.
     *
     * @return its id, for {@link #remove}
     */
    public long add(FaultRule rule) {
        return rules.add(rule, DEFAULT_SEED);
    }

    /** The same with a seed for what is drawn. */
    public long add(FaultRule rule, long seed) {
        return rules.add(rule, seed);
    }

    /** Ends a rule; false if it isn't in force. */
    public boolean remove(long id) {
        return rules.remove(id);
    }

    /** Requests that have suffered this since the sandbox began, by rules. */
    public long strikes(Fault fault) {
        return rules.strikes().getOrDefault(fault, 0L);
    }

    public FaultRules rules() {
        return rules;
    }

    /**
     * Nobody listens for this time from about now on; requests under way end without an answer. Has no effect while an
     * earlier outage lasts.
     */
    public void refuseConnections(Duration time) {
        Consumer<Duration> act = outage.get();
        if (act == null) {
            throw new IllegalStateException("the sandbox hasn't started");
        }
        act.accept(time);
    }

    void refuseWith(Consumer<Duration> act) {
        outage.set(act);
    }

    /** Ends every fault; keys that are gone for good stay so. */
    public void clear() {
        disruptions.clear();
        broken.clear();
        rules.removeAll();
        next.set(0, 0);
        refusedKeys.set(0, 0);
        cutKeys.set(0, 0);
    }

    /** Requests that are still to fail. */
    public int remaining() {
        return next.remaining();
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
        return next.take();
    }

    /** Takes the refusal of one key's creation, if one is due. */
    public OptionalInt takeKeyRefusal() {
        return refusedKeys.take();
    }

    /** True if the answer to one key's creation is to be lost. */
    public boolean takeKeyCut() {
        return cutKeys.take().isPresent();
    }

    private static void requireFault(int statusCode) {
        if (statusCode < 400 || statusCode > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599: " + statusCode);
        }
    }
}
