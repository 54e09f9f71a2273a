package io.tracelake.system.cluster;

import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A service that goes on all the time, with what a service does to its readers. */
final class Load {
    private Load() {}

    /** Traces arrive late, change, and one in a hundred is poisoned; three projects, and one whose key gets refused. */
    static SandboxConfig of(long seed, double tracesPerSecond) {
        Instant now = Instant.now();
        return SandboxConfig.defaults(now, InstantSource.system())
                .withSeed(seed)
                .withHistory(now.minus(Duration.ofMinutes(50)), now, List.of(500L, 300L, 200L, 50L))
                .withTracesPerSecond(tracesPerSecond)
                .withBehaviour(Behaviour.calm()
                        .withChanges(0.2, Duration.ofSeconds(25))
                        .withLateArrivals(0.05, Duration.ofSeconds(10))
                        .withTies(0.01, 3)
                        .withPoison(0.01));
    }
}
