package io.tracelake.bench;

import io.tracelake.bench.Options.Part;
import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.data.Shape;
import io.tracelake.bench.line.Disk;
import io.tracelake.bench.line.LineRun;
import io.tracelake.bench.process.Child;
import io.tracelake.bench.process.Launcher;
import io.tracelake.bench.report.Measured;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import io.tracelake.bench.stage.Stages;
import io.tracelake.bench.yardstick.Yardstick;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast traces go through, and through each part alone. Each round measures everything once, in turn. */
final class Throughput {
    /** Long enough ago that the look-back doesn't read them again, recent enough for a first run. */
    private static final Duration AGE = Duration.ofDays(2);

    private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");
    private final Options options;
    private final PrintWriter out;
    private final Path work;

    Throughput(Options options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.work = options.directory.resolve("run");
    }

    Results run() throws IOException, InterruptedException {
        var progress = new Progress(System.out, Progress.onTerminal(), 1 + options.parts.size() * options.rounds);
        var results = new Results();
        progress.step("making traces");
        DataSet data = data(progress);
        try (var pages = ServedPages.start(data, options.directory)) {
            for (int round = 1; round <= options.rounds; round++) {
                for (Part part : options.parts) {
                    progress.step(part.name().toLowerCase(Locale.ROOT) + ", round " + round);
                    switch (part) {
                        case YARDSTICK -> yardstick(data, results);
                        case LINE -> results.line(line(false, data, pages, progress));
                        case WHOLE -> results.whole(line(true, data, pages, progress));
                        case STAGES -> stages(data, pages, results);
                    }
                }
            }
            results.serverPeak(pages.peakRss());
        } finally {
            progress.end();
            Disk.delete(options.directory.resolve("data"));
        }
        Path json = options.directory.resolve("throughput.json");
        results.print(out, data);
        out.println(Launcher.isWarmedUp(options.root) ? "warmed up" : "not warmed up");
        results.write(json, data);
        out.println("written to " + json);
        out.flush();
        return results;
    }

    private DataSet data(Progress progress) throws IOException, InterruptedException {
        var span = Duration.ofDays(options.days);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(AGE).minus(span);
        var shape = new Shape(options.seed, options.traces, options.bytes, options.projects, options.tags, begin, span);
        return DataSet.generate(options.directory.resolve("data"), shape, made -> progress.at(made, options.traces));
    }

    private void yardstick(DataSet data, Results results) throws IOException {
        Path table = options.directory.resolve("yardstick.parquet");
        try (var child = Child.java(
                work,
                Yardstick.class,
                NATIVE,
                data.directory().toString(),
                table.toString(),
                Integer.toString(options.traces))) {
            long peakRss = Long.parseLong(child.said("peak "));
            results.yardstick(Measured.parse(child.said("measured ")), peakRss, Files.size(table));
        }
        Disk.delete(work);
    }

    private LineRun line(boolean whole, DataSet data, ServedPages pages, Progress progress)
            throws InterruptedException {
        return LineRun.run(
                options.root,
                work,
                whole,
                data,
                pages,
                Map.of("TRACELAKE_INGEST_PAYLOAD", options.payload.toLowerCase(Locale.ROOT)),
                progress);
    }

    private void stages(DataSet data, ServedPages pages, Results results) {
        try (var child = Child.built(
                work,
                Stages.class,
                options.root,
                Map.of(),
                pages.root().toString(),
                data.directory().toString(),
                Integer.toString(options.projects),
                Integer.toString(options.traces),
                work.toString())) {
            for (String name : Stages.NAMES) {
                child.said("stage " + name);
                results.stage(name, Measured.parse(child.said("measured ")));
            }
        }
        Disk.delete(work);
    }
}
