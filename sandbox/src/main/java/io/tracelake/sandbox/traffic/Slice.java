package io.tracelake.sandbox.traffic;

/** A page of an ordered list: pages count from 1. */
public record Slice(int page, int limit) {
    public long offset() {
        return (page - 1L) * limit;
    }

    public long pagesOf(long items) {
        return Math.ceilDiv(items, limit);
    }
}
