package io.tracelake.bench.report;

/**
 * Some work on traces.
 *
 * @param seconds by the clock
 * @param cpuSeconds of all threads of the process that did it
 */
public record Measured(long traces, double seconds, double cpuSeconds) {
    private static final double MICROS = 1e6;

    /** How one process tells another. */
    public String line() {
        return "measured " + traces + " " + seconds + " " + cpuSeconds;
    }

    /** Reads what follows {@code measured}. */
    public static Measured parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Measured(Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    public double perSecond() {
        return traces / seconds;
    }

    public double cpuMicros() {
        return cpuSeconds * MICROS / traces;
    }
}
