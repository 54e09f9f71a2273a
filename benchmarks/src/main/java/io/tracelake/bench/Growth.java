package io.tracelake.bench;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.data.Shape;
import io.tracelake.bench.line.Disk;
import io.tracelake.bench.line.GrowthRun;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a longer history costs: a hundredth of it, a tenth, all of it, over proportional stretches of time. */
final class Growth {
    private static final List<Integer> PARTS = List.of(100, 10, 1);
    private static final Duration AGE = Duration.ofDays(2);
    private static final double MEGA = 1e6;

    private final Options options;
    private final PrintWriter out;

    Growth(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        var progress = new Progress(System.out, Progress.onTerminal(), PARTS.size());
        var runs = new ArrayList<GrowthRun>();
        for (int part : PARTS) {
            progress.step("%,d traces".formatted(options.traces / part));
            runs.add(run(part, progress));
        }
        progress.end();
        print(runs);
        write(runs);
    }

    /** As many traces a day in each. */
    private GrowthRun run(int part, Progress progress) throws IOException, InterruptedException {
        var span = Duration.ofDays(options.days).dividedBy(part);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(AGE).minus(span);
        var shape = new Shape(
                options.seed, options.traces / part, options.bytes, options.projects, options.tags, begin, span);
        DataSet data = DataSet.generate(options.directory.resolve("data"), shape, made -> {});
        try (var pages = ServedPages.start(data, options.directory)) {
            return GrowthRun.run(options.root, options.directory.resolve("run"), data, pages, progress);
        } finally {
            Disk.delete(options.directory.resolve("data"));
        }
    }

    private void print(List<GrowthRun> runs) {
        var table = new TextTable(
                Column.number("traces"),
                Column.number("requests/100"),
                Column.number("CPU us/trace"),
                Column.number("peak RSS MB"),
                Column.number("first file s"),
                Column.number("restart s"));
        for (GrowthRun run : runs) {
            table.row(
                    "%,d".formatted(run.traces()),
                    "%.3f".formatted(run.requests() * 100.0 / run.traces()),
                    "%.1f".formatted(run.cpuSeconds() * MEGA / run.traces()),
                    "%,.0f".formatted(run.peakRss() / MEGA),
                    "%.1f".formatted(run.firstFileSeconds()),
                    "%.1f".formatted(run.restartSeconds()));
        }
        table.lines().forEach(out::println);
        out.flush();
    }

    private void write(List<GrowthRun> runs) throws IOException {
        try (var writer = new PrintWriter(Files.newBufferedWriter(options.directory.resolve("growth.json")))) {
            Json.print(
                    writer,
                    json -> json.objects("runs", runs, (one, run) -> {
                        one.number("traces", run.traces());
                        one.number("requests", run.requests());
                        one.decimal("cpuSeconds", rounded(run.cpuSeconds()));
                        one.number("peakRssBytes", run.peakRss());
                        one.decimal("firstFileSeconds", rounded(run.firstFileSeconds()));
                        one.decimal("restartSeconds", rounded(run.restartSeconds()));
                    }));
        }
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
    }
}
