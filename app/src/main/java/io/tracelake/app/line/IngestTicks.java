package io.tracelake.app.line;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import io.tracelake.ingester.Ingester;
import jakarta.inject.Singleton;

/** Starts the polls that are due, ten times a second. The polls themselves run on virtual threads. */
@Singleton
@Requires(property = IngestTicks.ENABLED, value = "true")
final class IngestTicks {
    static final String ENABLED = "tracelake.ingest-ticks";

    private final Ingester ingester;

    IngestTicks(Ingester ingester) {
        this.ingester = ingester;
    }

    @Scheduled(fixedDelay = "100ms")
    void tick() {
        ingester.tick();
    }
}
