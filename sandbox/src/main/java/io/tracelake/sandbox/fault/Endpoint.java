package io.tracelake.sandbox.fault;

/** What a request asks for, as far as faults differ by it. */
public enum Endpoint {
    TRACES,
    TRACE,
    DAILY_METRICS,
    OTHER;

    private static final String LIST = "/api/public/traces";

    static Endpoint of(String path) {
        if (path.equals(LIST)) {
            return TRACES;
        }
        if (path.startsWith(LIST + "/")) {
            return TRACE;
        }
        return path.equals("/api/public/metrics/daily") ? DAILY_METRICS : OTHER;
    }
}
