package io.tracelake.app.line;

import io.micronaut.context.ApplicationContext;
import io.tracelake.ingester.Ingester;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sink.Sink;
import io.tracelake.sink.SinkProgress;
import io.tracelake.streams.Streams;
import io.tracelake.streams.StreamsProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Roles at work in this process, each on a thread of its own, until closed or until one of them fails for good. */
public final class Line implements AutoCloseable {
    private final ApplicationContext context;
    private final @Nullable Ingester ingester;
    private final @Nullable Streams streams;
    private final @Nullable Sink sink;
    private final List<Thread> threads = new ArrayList<>();
    private final Runnable onFailure;
    private volatile @Nullable Exception failure;

    private Line(ApplicationContext context, Set<Role> roles, Runnable onFailure) {
        this.context = context;
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
        var context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .beansPredicate(bean -> !bean.getBeanType().getName().startsWith("io.tracelake.sandbox."))
                .properties(Map.of(IngestTicks.ENABLED, roles.contains(Role.INGESTER)))
                .singletons(settings)
                .start();
        try {
            var line = new Line(context, roles, onFailure);
            line.startThreads();
            return line;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private void startThreads() {
        if (ingester != null) {
            startThread("ingester", () -> {
                ingester.run();
                return null;
            });
        }
        if (streams != null) {
            startThread("streams", () -> {
                streams.run();
                return null;
            });
        }
        if (sink != null) {
            startThread("sink", () -> {
                sink.run();
                return null;
            });
        }
    }

    private void startThread(String name, Callable<@Nullable Void> role) {
        threads.add(Thread.ofPlatform().name(name).start(() -> {
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
        threads.forEach(Thread::interrupt);
        context.close();
    }
}
