package io.tracelake.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the user of {@code make bench} may choose. */
final class Options {
    @Option(names = "--traces", defaultValue = "1000000", description = "Traces (default: ${DEFAULT-VALUE})")
    int traces;

    @Option(
            names = "--bytes",
            defaultValue = "2000",
            description = "Bytes of a trace, about (default: ${DEFAULT-VALUE})")
    int bytes;

    @Option(names = "--projects", defaultValue = "4", description = "Projects (default: ${DEFAULT-VALUE})")
    int projects;

    @Option(names = "--tags", defaultValue = "30", description = "Tags that there are (default: ${DEFAULT-VALUE})")
    int tags;

    @Option(names = "--days", defaultValue = "7", description = "Days that the traces span (default: ${DEFAULT-VALUE})")
    int days;

    @Option(
            names = "--payload",
            defaultValue = "full",
            description = "What the line carries of texts: full, hash or none (default: ${DEFAULT-VALUE})")
    String payload = "full";

    @Option(names = "--seed", defaultValue = "1", description = "Of the traces (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each is measured, in turn (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "yardstick,line,whole,stages",
            description = "What is measured, separated by commas (default: ${DEFAULT-VALUE})")
    Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "Latency: traces a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "Latency: for how long (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--interval",
            defaultValue = "1s",
            description = "Latency: ingest.interval (default: ${DEFAULT-VALUE})")
    String interval = "1s";

    @Option(names = "--quick", description = "50,000 traces, one round")
    boolean quick;

    @Option(
            names = "--mode",
            defaultValue = "throughput",
            description = "throughput, latency or growth (default: ${DEFAULT-VALUE})")
    Mode mode = Mode.THROUGHPUT;

    @Option(names = "--root", defaultValue = ".", description = "The built tree (default: ${DEFAULT-VALUE})")
    Path root = Path.of(".");

    @Option(
            names = "--directory",
            defaultValue = "benchmarks/target/bench",
            description = "For traces and results, some 5 GB (default: ${DEFAULT-VALUE})")
    Path directory = Path.of("benchmarks/target/bench");

    /** What is measured in each round. */
    enum Part {
        YARDSTICK,
        LINE,
        WHOLE,
        STAGES
    }

    /** What is measured. */
    enum Mode {
        THROUGHPUT,
        LATENCY,
        GROWTH
    }

    /** The quick variant overrules what it names. */
    Options chosen() {
        if (quick) {
            traces = 50_000;
            rounds = 1;
        }
        root = root.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        return this;
    }
}
