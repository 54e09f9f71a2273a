package io.tracelake.sandbox.fault;

import io.tracelake.sandbox.fault.Fault.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A rule in force, with what it has done so far. Safe for use by many threads. */
final class Injection {
    private final long id;
    private final FaultRule rule;
    private final SplittableRandom random;
    private final Consumer<Fault> struck;
    private long strikes;

    Injection(long id, FaultRule rule, long seed, Consumer<Fault> struck) {
        this.id = id;
        this.rule = rule;
        this.random = new SplittableRandom(seed);
        this.struck = struck;
    }

    long id() {
        return id;
    }

    FaultRule rule() {
        return rule;
    }

    synchronized InForce state() {
        return new InForce(id, rule, strikes);
    }

    synchronized long draw() {
        return random.nextLong();
    }

    /** The fault for a request, if there is to be one and the request hasn't a disruption that excludes it. */
    synchronized Optional<Fault> draw(Call call, boolean disrupted, Duration sinceAddition) {
        if (!rule.occurrence().holds(sinceAddition)
                || isUsedUp()
                || !rule.scope().covers(call)) {
            return Optional.empty();
        }
        if (rule.occurrence().share() < 1
                && random.nextDouble() >= rule.occurrence().share()) {
            return Optional.empty();
        }
        return fault(call).filter(fault -> !disrupted || fault.stage() != Stage.DISRUPTION);
    }

    /** Counts a strike, unless others have used the rule up. */
    synchronized boolean strike(Fault fault) {
        if (isUsedUp()) {
            return false;
        }
        strikes++;
        struck.accept(fault);
        return true;
    }

    private boolean isUsedUp() {
        Long times = rule.occurrence().times();
        return times != null && strikes >= times;
    }

    private Optional<Fault> fault(Call call) {
        Fault fault = rule.fault();
        if (fault != null) {
            return fault.befalls(call) ? Optional.of(fault) : Optional.empty();
        }
        List<Fault> possible = Arrays.stream(Fault.values())
                .filter(any -> any.befalls(call) && !any.isUndetectable())
                .toList();
        return Optional.of(possible.get(random.nextInt(possible.size())));
    }
}
