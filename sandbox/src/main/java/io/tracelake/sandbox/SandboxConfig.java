package io.tracelake.sandbox;

import io.tracelake.sandbox.limit.RateLimits;
import io.tracelake.sandbox.organization.OrganizationConfig;
import io.tracelake.sandbox.organization.ProjectFacts;
import io.tracelake.sandbox.organization.Seed;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.sandbox.traffic.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox shows. Two sandboxes with an equal configuration (apart from address and clock) show the same traces
 * at the same time of their clocks, so a restart that is to continue must be given the same two instants.
 *
 * @param port 0 for any free port
 * @param historyFrom timestamp from which history is spread evenly
 * @param liveFrom end of history and begin of live traffic
 * @param historyTraces traces of history, one entry for each project; also the projects' weights in live traffic
 * @param tracesPerSecond live traces over the projects of the beginning, 0 for none
 * @param organization how the organisations service behaves, and where it keeps its state
 * @param limits how many requests the analytics service serves
 */
public record SandboxConfig(
        String host,
        int port,
        long seed,
        Instant historyFrom,
        Instant liveFrom,
        List<Long> historyTraces,
        double tracesPerSecond,
        Behaviour behaviour,
        InstantSource clock,
        OrganizationConfig organization,
        RateLimits limits) {

    private static final Duration HISTORY = Duration.ofDays(2);

    public SandboxConfig {
        historyTraces = List.copyOf(historyTraces);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
        }
        if (!historyFrom.isBefore(liveFrom)) {
            throw new IllegalArgumentException(
                    "historyFrom must be before liveFrom: %s, %s".formatted(historyFrom, liveFrom));
        }
        if (historyTraces.isEmpty() || historyTraces.stream().anyMatch(traces -> traces < 1)) {
            throw new IllegalArgumentException("historyTraces must hold a positive number a project: " + historyTraces);
        }
        if (!(tracesPerSecond >= 0 && tracesPerSecond <= 1_000_000)) {
            throw new IllegalArgumentException("tracesPerSecond must be between 0 and 1000000: " + tracesPerSecond);
        }
    }

    /** Three projects, 20,000 traces in the two days before {@code liveFrom}, 20 traces a second after it. */
    public static SandboxConfig defaults(Instant liveFrom, InstantSource clock) {
        return new SandboxConfig(
                "127.0.0.1",
                0,
                20_261_121,
                liveFrom.minus(HISTORY),
                liveFrom,
                List.of(11_000L, 6_000L, 3_000L),
                20,
                Behaviour.realistic(),
                clock,
                OrganizationConfig.defaults(),
                RateLimits.none());
    }

    /** The defaults with live traffic from now on (cut to the minute). */
    public static SandboxConfig defaults(InstantSource clock) {
        return defaults(clock.instant().truncatedTo(ChronoUnit.MINUTES), clock);
    }

    /** Exactly so many traces in each project, spread over [from, to), and no live traffic. */
    public static SandboxConfig fixed(Instant from, Instant to, InstantSource clock, long... tracesOfProjects) {
        return defaults(clock)
                .withHistory(from, to, Arrays.stream(tracesOfProjects).boxed().toList())
                .withTracesPerSecond(0);
    }

    public SandboxConfig withAddress(String newHost, int newPort) {
        return new SandboxConfig(
                newHost,
                newPort,
                seed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                behaviour,
                clock,
                organization,
                limits);
    }

    public SandboxConfig withSeed(long newSeed) {
        return new SandboxConfig(
                host,
                port,
                newSeed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                behaviour,
                clock,
                organization,
                limits);
    }

    public SandboxConfig withHistory(Instant from, Instant newLiveFrom, List<Long> traces) {
        return new SandboxConfig(
                host, port, seed, from, newLiveFrom, traces, tracesPerSecond, behaviour, clock, organization, limits);
    }

    public SandboxConfig withTracesPerSecond(double rate) {
        return new SandboxConfig(
                host, port, seed, historyFrom, liveFrom, historyTraces, rate, behaviour, clock, organization, limits);
    }

    public SandboxConfig withBehaviour(Behaviour newBehaviour) {
        return new SandboxConfig(
                host,
                port,
                seed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                newBehaviour,
                clock,
                organization,
                limits);
    }

    public SandboxConfig withClock(InstantSource newClock) {
        return new SandboxConfig(
                host,
                port,
                seed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                behaviour,
                newClock,
                organization,
                limits);
    }

    public SandboxConfig withOrganization(OrganizationConfig newOrganization) {
        return new SandboxConfig(
                host,
                port,
                seed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                behaviour,
                clock,
                newOrganization,
                limits);
    }

    /** Of the analytics service, by the clock of the sandbox; none by default. */
    public SandboxConfig withLimits(RateLimits newLimits) {
        return new SandboxConfig(
                host,
                port,
                seed,
                historyFrom,
                liveFrom,
                historyTraces,
                tracesPerSecond,
                behaviour,
                clock,
                organization,
                newLimits);
    }

    /** Keeps what changes in the organisation in this file, or with null nowhere. */
    public SandboxConfig withStateFile(@Nullable Path file) {
        return withOrganization(organization.withStateFile(file));
    }

    /** The traffic of a project, one of the first or one that was made later. */
    Plan plan(Seed drawn, ProjectFacts project) {
        if (project.isCreated()) {
            Double rate = organization.createdTracesPerSecond();
            return new Plan(
                    drawn.trafficKey(project.id()),
                    project.createdAt().minusMillis(1),
                    project.createdAt(),
                    0,
                    rate == null ? tracesPerSecond / historyTraces.size() : rate,
                    behaviour);
        }
        long traces = historyTraces.get(project.number());
        double all = historyTraces.stream().mapToLong(Long::longValue).sum();
        return new Plan(
                Plan.key(seed, project.number()),
                historyFrom,
                liveFrom,
                traces,
                tracesPerSecond * traces / all,
                behaviour);
    }
}
