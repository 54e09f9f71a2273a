package io.tracelake.app.config;

/**
 * How the process can be watched.
 *
 * @param listen of the endpoint with metrics and health
 * @param listenByDefault whether nobody has said where to listen
 */
public record ObservabilitySettings(HostPort listen, boolean listenByDefault, LogFormat logFormat) {
    /** The same, listening there. */
    public ObservabilitySettings listeningAt(HostPort other) {
        return new ObservabilitySettings(other, false, logFormat);
    }

    static ObservabilitySettings of(Values values) {
        return new ObservabilitySettings(
                values.hostPort(Key.METRICS_LISTEN),
                !values.has(Key.METRICS_LISTEN),
                values.oneOf(LogFormat.class, Key.LOG_FORMAT));
    }
}
