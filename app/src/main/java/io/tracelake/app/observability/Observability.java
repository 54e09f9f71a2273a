package io.tracelake.app.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.ObservabilitySettings;
import io.tracelake.ingester.schedule.ProjectProgress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of this process, and where they and its health can be asked for. Thread-safe. */
public final class Observability implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observability.class);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource clock;
    private @Nullable Endpoint endpoint;

    /** Meters, and nobody who could read them yet. */
    public Observability(InstantSource clock) {
        this.clock = clock;
        ProcessMeters.register(registry);
    }

    /** Where the roles register their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Starts to answer.
     *
     * @param projects of this process's ingester; null without one
     * @throws ConfigurationException if it can't listen at the address
     */
    public synchronized void serve(
            ObservabilitySettings settings,
            List<RoleHealth> roles,
            @Nullable Supplier<? extends Collection<ProjectProgress>> projects) {
        var started = Endpoint.start(settings.listen(), settings.listenByDefault(), scrape(projects), roles);
        endpoint = started;
        LOG.info("metrics at http://{}/metrics", started.address());
        if (started.isOpen()) {
            LOG.warn("metrics.listen: {} is open to other machines, and asks nobody who they are", started.address());
        }
    }

    /** What is bound to projects is brought up to date with each question, and so costs nothing between them. */
    private Supplier<String> scrape(@Nullable Supplier<? extends Collection<ProjectProgress>> projects) {
        if (projects == null) {
            return registry::scrape;
        }
        var gauges = new ProjectGauges(registry, clock);
        return () -> {
            synchronized (gauges) {
                gauges.refresh(projects.get());
                return registry.scrape();
            }
        };
    }

    /** Where it listens; null before. */
    public synchronized @Nullable HostPort address() {
        return endpoint == null ? null : endpoint.address();
    }

    @Override
    public synchronized void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        registry.close();
    }
}
