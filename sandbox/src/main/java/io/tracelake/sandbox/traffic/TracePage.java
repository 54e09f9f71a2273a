package io.tracelake.sandbox.traffic;

import java.util.List;

/** One page and the number of traces in the whole window. */
public record TracePage(List<Trace> traces, long totalItems) {}
