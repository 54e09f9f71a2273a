package io.tracelake.app.line;

import io.micronaut.context.ApplicationContext;
import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.ObservabilitySettings;
import io.tracelake.app.observability.Observability;
import io.tracelake.app.observability.RoleHealth;
import io.tracelake.ingester.Ingester;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sink.Sink;
import io.tracelake.sink.SinkProgress;
import io.tracelake.streams.Streams;
import io.tracelake.streams.StreamsProgress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Roles at work in this process, each on a thread of its own, until closed or until one of them fails for good. */
public final class Line implements AutoCloseable {
    private static final String INGESTER = "ingester";
    private static final String STREAMS = "streams";
    private static final String SINK = "sink";

    private final ApplicationContext context;
    private final Observability observability;
    private final @Nullable Ingester ingester;
    private final @Nullable Streams streams;
    private final @Nullable Sink sink;
    private final Map<String, Thread> threads = new LinkedHashMap<>();
    private final Runnable onFailure;
    private volatile @Nullable Exception failure;

    private Line(ApplicationContext context, Observability observability, Set<Role> roles, Runnable onFailure) {
        this.context = context;
        this.observability = observability;
        this.ingester = roles.contains(Role.INGESTER) ? context.getBean(Ingester.class) : null;
        this.streams = roles.contains(Role.STREAMS) ? context.getBean(Streams.class) : null;
        this.sink = roles.contains(Role.SINK) ? context.getBean(Sink.class) : null;
        this.onFailure = onFailure;
    }

    /**
     * Starts the roles.
     *
     * @param onFailure called once if a role ends by an error; the caller then closes the line
     */
    public static Line start(LineSettings settings, Set<Role> roles, Runnable onFailure) {
        settings.check(roles);
        var observability = new Observability(InstantSource.system());
        var context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .beansPredicate(bean -> !bean.getBeanType().getName().startsWith("io.tracelake.sandbox."))
                .properties(Map.of(IngestTicks.ENABLED, roles.contains(Role.INGESTER)))
                .singletons(settings, observability.registry())
                .start();
        try {
            var line = new Line(context, observability, roles, onFailure);
            line.serve(settings.observability());
            line.startThreads();
            return line;
        } catch (RuntimeException e) {
            observability.close();
            context.close();
            throw e;
        }
    }

    private void serve(ObservabilitySettings settings) {
        var health = new ArrayList<RoleHealth>();
        if (ingester != null) {
            health.add(new RoleHealth(INGESTER, () -> isAlive(INGESTER), ingester::isReady));
        }
        if (streams != null) {
            health.add(new RoleHealth(STREAMS, () -> isAlive(STREAMS), streams::isReady));
        }
        if (sink != null) {
            health.add(new RoleHealth(SINK, () -> isAlive(SINK), sink::isReady));
        }
        observability.serve(settings, health, ingester == null ? null : ingester::progress);
    }

    private synchronized boolean isAlive(String role) {
        Thread thread = threads.get(role);
        return thread != null && thread.isAlive();
    }

    private synchronized void startThreads() {
        if (ingester != null) {
            startThread(INGESTER, () -> {
                ingester.run();
                return null;
            });
        }
        if (streams != null) {
            startThread(STREAMS, () -> {
                streams.run();
                return null;
            });
        }
        if (sink != null) {
            startThread(SINK, () -> {
                sink.run();
                return null;
            });
        }
    }

    private void startThread(String name, Callable<@Nullable Void> role) {
        threads.put(name, Thread.ofPlatform().name(name).start(() -> {
            try {
                role.call();
            } catch (Exception e) {
                failure = e;
            } catch (Error e) {
                failure = new IllegalStateException(name + ": " + e, e);
            } finally {
                if (failure != null) {
                    onFailure.run();
                }
            }
        }));
    }

    /** Projects of this process's ingester, by id; empty without one. */
    public List<ProjectProgress> projects() {
        return ingester == null ? List.of() : ingester.progress();
    }

    /** What this process's streams role has done; null without one. */
    public @Nullable StreamsProgress streams() {
        return streams == null ? null : streams.progress();
    }

    /** What this process's sink has done; null without one. */
    public @Nullable SinkProgress sink() {
        return sink == null ? null : sink.progress();
    }

    /** Where metrics and health can be asked for. */
    public HostPort metricsAt() {
        return Objects.requireNonNull(observability.address());
    }

    /**
     * Throws what ended a role, if anything did.
     *
     * @throws Exception the role's own error
     */
    public void check() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    /** In the order of the line, so that each can still carry what the one before committed last; bounded time. */
    @Override
    public void close() {
        if (ingester != null) {
            ingester.close();
        }
        if (streams != null) {
            streams.close();
        }
        if (sink != null) {
            sink.close();
        }
        threads.values().forEach(Thread::interrupt);
        context.close();
        observability.close();
    }
}
