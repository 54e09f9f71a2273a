package io.tracelake.client.quota;

/** Requests that the analytics service counts together, for all projects and keys of an organization. */
public enum Bucket {
    /** Pages of traces and single traces. */
    TRACES("traces"),
    DAILY_METRICS("daily-metrics");

    private final String label;

    Bucket(String label) {
        this.label = label;
    }

    /** As settings and metrics call it. */
    public String label() {
        return label;
    }
}
