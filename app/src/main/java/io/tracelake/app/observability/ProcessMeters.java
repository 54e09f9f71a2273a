package io.tracelake.app.observability;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What was built, and what the JVM and the process take. */
final class ProcessMeters {
    private ProcessMeters() {}

    static void register(MeterRegistry registry) {
        String version = ProcessMeters.class.getPackage().getImplementationVersion();
        Gauge.builder("tracelake.build.info", () -> 1)
                .description("1, for the version that runs")
                .tag("version", Objects.requireNonNullElse(version, "unpackaged"))
                .tag("java", String.valueOf(Runtime.version().feature()))
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> bind(collector, registry));
    }

    /** Not the binder of the library: its meters come with the first collection of a kind, one by one. */
    private static void bind(GarbageCollectorMXBean collector, MeterRegistry registry) {
        FunctionTimer.builder(
                        "jvm.gc.collection",
                        collector,
                        GarbageCollectorMXBean::getCollectionCount,
                        GarbageCollectorMXBean::getCollectionTime,
                        TimeUnit.MILLISECONDS)
                .description("Collections of garbage")
                .tag("gc", collector.getName())
                .register(registry);
    }
}
