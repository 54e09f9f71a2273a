package io.tracelake.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time and CPU time of this process from one moment on. */
public final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS = 1e9;

    private final long begun = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();

    private Meter() {}

    public static Meter start() {
        return new Meter();
    }

    public Measured stop(long traces) {
        return new Measured(traces, (System.nanoTime() - begun) / NANOS, (SYSTEM.getProcessCpuTime() - cpu) / NANOS);
    }
}
