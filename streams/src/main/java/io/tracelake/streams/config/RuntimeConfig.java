package io.tracelake.streams.config;

import java.nio.file.Path;

/**
 * How the work runs in one process.
 *
 * @param threads that process records
 * @param standbyReplicas copies of the state on other instances, which take over without reading it first
 * @param stateDirectory where the state is kept; one process at a time uses it, and Kafka has it all
 */
public record RuntimeConfig(int threads, int standbyReplicas, Path stateDirectory) {
    public RuntimeConfig {
        if (threads < 1) {
            throw new IllegalArgumentException("streams.threads: must be at least 1, not " + threads);
        }
        if (standbyReplicas < 0) {
            throw new IllegalArgumentException(
                    "streams.standby-replicas: must not be negative, not " + standbyReplicas);
        }
    }
}
