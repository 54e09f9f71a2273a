package io.tracelake.bench;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.line.LineRun;
import io.tracelake.bench.report.Measured;
import io.tracelake.bench.report.Rounds;
import io.tracelake.bench.stage.Stages;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds have shown. Ratios are taken within a round; all figures are medians of the rounds. */
final class Results {
    private static final double MEGA = 1e6;
    private static final String YARDSTICK = "yardstick";
    private static final String LINE = "line";
    private static final String WHOLE = "whole line";

    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();
    private final Map<String, Long> peaks = new LinkedHashMap<>();
    private final List<LineRun> lines = new ArrayList<>();
    private final List<LineRun> wholes = new ArrayList<>();
    private long table;

    void yardstick(Measured one, long peakRss, long tableBytes) {
        add(YARDSTICK, one, peakRss);
        table = tableBytes;
    }

    void line(LineRun run) {
        add(LINE, run.measured(), run.peakRss());
        lines.add(run);
    }

    void whole(LineRun run) {
        add(WHOLE, run.measured(), run.peakRss());
        wholes.add(run);
    }

    void stage(String name, Measured one) {
        add(name, one, 0);
    }

    void serverPeak(long bytes) {
        peaks.put("page server", bytes);
    }

    private void add(String name, Measured one, long peakRss) {
        measured.computeIfAbsent(name, key -> new ArrayList<>()).add(one);
        peaks.merge(name, peakRss, Math::max);
    }

    private double median(String name, ToDoubleFunction<Measured> figure) {
        return Rounds.median(rounds(name), figure);
    }

    private List<Measured> rounds(String name) {
        return measured.getOrDefault(name, List.of());
    }

    private double ratio(String name) {
        return Rounds.medianRatio(rounds(name), rounds(YARDSTICK), Measured::perSecond);
    }

    private double sumOfStages() {
        return Stages.OF_THE_LINE.stream()
                .mapToDouble(stage -> median(stage, Measured::cpuMicros))
                .sum();
    }

    double lineRatio() {
        return ratio(LINE);
    }

    double wholeRatio() {
        return ratio(WHOLE);
    }

    private double lakeRatio() {
        return Rounds.median(lines, run -> (double) run.lakeBytes()) / table;
    }

    private double requestsPer100() {
        return Rounds.median(
                lines, run -> run.server().requests() * 100.0 / run.measured().traces());
    }

    private double serverMicros() {
        return Rounds.median(
                lines, run -> run.server().cpuSeconds() * MEGA / run.measured().traces());
    }

    void print(PrintWriter out, DataSet data) {
        double size = (double) data.bytes() / data.shape().traces();
        var figures = new TextTable(
                Column.text(""),
                Column.number("traces/s"),
                Column.number("MB/s"),
                Column.number("CPU us/trace"),
                Column.number("peak RSS MB"),
                Column.number("x yardstick"));
        for (String name : measured.keySet()) {
            double rate = median(name, Measured::perSecond);
            long peak = peaks.getOrDefault(name, 0L);
            figures.row(
                    name,
                    "%,.0f".formatted(rate),
                    "%.1f".formatted(rate * size / MEGA),
                    "%.1f".formatted(median(name, Measured::cpuMicros)),
                    peak == 0 ? "" : "%,.0f".formatted(peak / MEGA),
                    "%.2f".formatted(ratio(name)));
        }
        figures.lines().forEach(out::println);
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d traces of %.0f bytes in %d projects, %d rounds, %d processors%n",
                data.shape().traces(),
                size,
                data.shape().projects(),
                rounds(YARDSTICK).size(),
                Runtime.getRuntime().availableProcessors());
        out.printf(
                Locale.ROOT,
                "line against the sum of its stages: CPU %.2f x (%.1f us a trace against %.1f)%n",
                median(LINE, Measured::cpuMicros) / sumOfStages(),
                median(LINE, Measured::cpuMicros),
                sumOfStages());
        out.printf(
                Locale.ROOT,
                "lake %,.1f MB, %.3f x the yardstick's file; Kafka %,.1f MB%n",
                Rounds.median(lines, LineRun::lakeBytes) / MEGA,
                lakeRatio(),
                Rounds.median(lines, LineRun::kafkaBytes) / MEGA);
        out.printf(
                Locale.ROOT,
                "requests for each 100 traces %.3f; the page server took %.1f us a trace%n",
                requestsPer100(),
                serverMicros());
    }

    void write(Path file, DataSet data) throws IOException {
        try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
            Json.print(writer, json -> {
                json.number("traces", (long) data.shape().traces());
                json.number("bytes", data.bytes());
                json.number("projects", (long) data.shape().projects());
                json.number("processors", (long) Runtime.getRuntime().availableProcessors());
                json.objects("measured", List.copyOf(measured.keySet()), (one, name) -> {
                    one.text("name", name);
                    one.decimal("tracesPerSecond", rounded(median(name, Measured::perSecond)));
                    one.decimal(
                            "megabytesPerSecond",
                            rounded(median(name, Measured::perSecond)
                                    * data.bytes()
                                    / data.shape().traces()
                                    / MEGA));
                    one.decimal("cpuSecondsPerMillion", rounded(median(name, Measured::cpuMicros)));
                    one.decimal("ratioToYardstick", rounded(ratio(name)));
                    one.number("peakRssBytes", peaks.getOrDefault(name, 0L));
                    one.objects("rounds", rounds(name), (round, each) -> {
                        round.decimal("seconds", rounded(each.seconds()));
                        round.decimal("cpuSeconds", rounded(each.cpuSeconds()));
                    });
                });
                json.decimal("cpuOfLineToSumOfStages", rounded(median(LINE, Measured::cpuMicros) / sumOfStages()));
                json.number("yardstickBytes", table);
                json.decimal("lakeBytes", rounded(Rounds.median(lines, LineRun::lakeBytes)));
                json.decimal("lakeToYardstick", rounded(lakeRatio()));
                json.decimal("kafkaBytes", rounded(Rounds.median(lines, LineRun::kafkaBytes)));
                json.decimal("requestsPer100Traces", rounded(requestsPer100()));
                json.decimal("pageServerCpuSecondsPerMillion", rounded(serverMicros()));
                json.number("pageServerPeakRssBytes", peaks.getOrDefault("page server", 0L));
            });
        }
    }

    private static BigDecimal rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN) : BigDecimal.ZERO;
    }
}
