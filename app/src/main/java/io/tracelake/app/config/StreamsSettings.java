package io.tracelake.app.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How usage is counted, and where it can be asked for.
 *
 * @param margin how much longer than the look-back a trace is remembered
 * @param maxTags tags of one trace that count
 * @param publishInterval longest wait of a changed row
 * @param threads that count
 * @param standbyReplicas copies of the state on other instances
 * @param state directory of the state, {@code streams} below the data directory unless set
 * @param listen of the endpoint
 * @param listenByDefault whether nobody has said where to listen
 * @param advertised where other instances reach the endpoint; null for where it listens
 */
public record StreamsSettings(
        Duration margin,
        int maxTags,
        Duration publishInterval,
        int threads,
        int standbyReplicas,
        Path state,
        HostPort listen,
        boolean listenByDefault,
        @Nullable HostPort advertised) {
    /** The same, listening there. */
    public StreamsSettings listeningAt(HostPort other) {
        return new StreamsSettings(
                margin, maxTags, publishInterval, threads, standbyReplicas, state, other, false, advertised);
    }

    static StreamsSettings of(Values values, Path data) {
        return new StreamsSettings(
                values.duration(Key.STREAMS_MARGIN),
                values.atLeast(1, Key.STREAMS_MAX_TAGS),
                values.duration(Key.STREAMS_PUBLISH_INTERVAL),
                values.atLeast(1, Key.STREAMS_THREADS),
                values.atLeast(0, Key.STREAMS_STANDBY_REPLICAS),
                values.has(Key.STREAMS_STATE) ? values.path(Key.STREAMS_STATE) : data.resolve("streams"),
                values.hostPort(Key.STREAMS_LISTEN),
                !values.has(Key.STREAMS_LISTEN),
                values.has(Key.STREAMS_ADVERTISED) ? values.hostPort(Key.STREAMS_ADVERTISED) : null);
    }
}
