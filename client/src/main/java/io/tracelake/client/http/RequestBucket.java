package io.tracelake.client.http;

import java.net.URI;

/** Requests that a service counts together against a limit, or that it doesn't limit at all. */
enum RequestBucket {
    TRACES("traces"),
    DAILY_METRICS("daily-metrics"),
    PROJECTS("projects"),
    ORGANIZATIONS("organizations");

    private final String label;

    RequestBucket(String label) {
        this.label = label;
    }

    /** Its name among the metrics. */
    String label() {
        return label;
    }

    /** Of a request to the analytics service; what belongs to a key rather than to data counts with the projects. */
    static RequestBucket analytics(URI uri) {
        String path = String.valueOf(uri.getPath());
        if (path.contains("/public/traces")) {
            return TRACES;
        }
        return path.contains("/public/metrics") ? DAILY_METRICS : PROJECTS;
    }
}
