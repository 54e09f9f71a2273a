package io.tracelake.bench;

import io.tracelake.app.output.Json;
import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.data.Shape;
import io.tracelake.bench.line.Disk;
import io.tracelake.bench.line.LatencyRun;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How long a trace takes, at a steady rate, from being visible at the service to the lake and to usage. */
final class Latency {
    /** Making the traces and starting the line fit in. */
    private static final Duration START = Duration.ofSeconds(45);

    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final Options options;
    private final PrintWriter out;

    Latency(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    void run() throws Exception {
        var progress = new Progress(System.out, Progress.onTerminal(), 1);
        progress.step("following %d traces a second for %d s".formatted(options.rate, options.seconds));
        var shape = new Shape(
                options.seed,
                options.rate * options.seconds,
                options.bytes,
                options.projects,
                options.tags,
                Instant.now().plus(START),
                Duration.ofSeconds(options.seconds));
        DataSet data = DataSet.generate(options.directory.resolve("data"), shape, made -> {});
        try (var pages = ServedPages.start(data, options.directory)) {
            var settings = Map.of("TRACELAKE_INGEST_INTERVAL", options.interval);
            var run = LatencyRun.run(options.root, options.directory.resolve("run"), data, pages, settings, progress);
            progress.end();
            print(run);
            write(options.directory.resolve("latency.json"), run);
        } finally {
            progress.end();
            Disk.delete(options.directory.resolve("data"));
        }
    }

    private void print(LatencyRun run) {
        out.printf(
                Locale.ROOT,
                "%d traces a second for %d s, a poll every %s%n",
                options.rate,
                options.seconds,
                options.interval);
        out.printf(
                Locale.ROOT,
                "visible -> in the lake: p50 %.1f s, p99 %.1f s (%,d traces)%n",
                run.lake().quantile(MEDIAN),
                run.lake().quantile(P99),
                run.lake().count());
        out.printf(
                Locale.ROOT,
                "visible -> in /usage:   p50 %.1f s, p99 %.1f s (%,d traces)%n",
                run.usage().quantile(MEDIAN),
                run.usage().quantile(P99),
                run.usage().count());
        out.printf(Locale.ROOT, "CPU of the line %.2f s a second%n", run.cpuSeconds() / options.seconds);
        out.flush();
    }

    private void write(Path file, LatencyRun run) throws IOException {
        try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
            Json.print(writer, json -> {
                json.number("tracesPerSecond", (long) options.rate);
                json.text("interval", options.interval);
                json.decimal("lakeP50Seconds", rounded(run.lake().quantile(MEDIAN)));
                json.decimal("lakeP99Seconds", rounded(run.lake().quantile(P99)));
                json.decimal("usageP50Seconds", rounded(run.usage().quantile(MEDIAN)));
                json.decimal("usageP99Seconds", rounded(run.usage().quantile(P99)));
                json.decimal("cpuSecondsPerSecond", rounded(run.cpuSeconds() / options.seconds));
            });
        }
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
    }
}
