package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.traffic.DailyTotals;
import io.tracelake.sandbox.traffic.TraceStream;

/** A project as the analytics service knows it. */
public record TracedProject(String id, String name, TraceStream traces, DailyTotals dailyTotals) {
    TracedProject renamed(String newName) {
        return new TracedProject(id, newName, traces, dailyTotals);
    }
}
