package io.tracelake.streams.aggregate;

import io.tracelake.schemas.Usage;

/** A row on its way to the topic of its granularity. */
public record Published(Granularity granularity, Usage row) {}
