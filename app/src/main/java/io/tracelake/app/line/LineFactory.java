package io.tracelake.app.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.ingester.Ingester;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.sink.Sink;
import io.tracelake.streams.Streams;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** How the parts of the line are put together. Each is made when its role asks for it, and closed with the context. */
@Factory
final class LineFactory {
    private final InstantSource clock = InstantSource.system();

    @Singleton
    @Bean(preDestroy = "close")
    AnalyticsClient analytics(LineSettings settings, MeterRegistry registry) {
        return Clients.governed(settings.services(), registry);
    }

    /** Not closed with the context: it may be absent, and the process ends anyway. */
    @Singleton
    ProjectDirectory directory(LineSettings settings, MeterRegistry registry) {
        return new ProjectDirectory(
                settings.staticProjects(),
                Clients.organizations(settings.services(), registry),
                settings.organizationConfig().interval(),
                clock);
    }

    @Singleton
    Ingester ingester(
            LineSettings settings, AnalyticsClient analytics, ProjectDirectory directory, MeterRegistry registry) {
        return new Ingester(
                settings.kafka(),
                settings.ingestConfig(),
                settings.organizationConfig(),
                analytics,
                directory,
                clock,
                step -> {},
                registry);
    }

    @Singleton
    Streams streams(LineSettings settings, MeterRegistry registry) {
        return new Streams(
                settings.kafka(),
                settings.usageConfig(),
                settings.runtimeConfig(),
                settings.endpointConfig(),
                clock,
                registry);
    }

    @Singleton
    Sink sink(LineSettings settings, MeterRegistry registry) {
        return new Sink(settings.kafka(), settings.lakeConfig(), clock, step -> {}, registry);
    }
}
