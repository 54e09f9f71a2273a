package io.tracelake.app.up;

import io.tracelake.app.line.Line;
import io.tracelake.app.output.Cells;
import io.tracelake.app.output.TerminalSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Shows the line's status: a table that is drawn over itself on a terminal, plain lines elsewhere. One thread. */
final class Terminal {
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean interactive;
    private final Supplier<TerminalSize> size;
    private final Supplier<List<String>> warnings;
    private final InstantSource clock;
    private final Rates rates = new Rates();
    private List<String> drawn = List.of();
    private Instant nextLine = Instant.MIN;
    private String last = "";

    /**
     * Nothing is shown yet.
     *
     * @param size of the terminal at this moment, asked at each drawing
     * @param warnings to show below the table
     */
    Terminal(
            PrintWriter out,
            boolean interactive,
            Supplier<TerminalSize> size,
            Supplier<List<String>> warnings,
            InstantSource clock) {
        this.out = out;
        this.interactive = interactive;
        this.size = size;
        this.warnings = warnings;
        this.clock = clock;
    }

    void show(Line line) {
        Instant now = clock.instant();
        if (interactive) {
            var projects = line.projects();
            rates.add(projects, now);
            var terminal = size.get();
            draw(
                    StatusView.table(
                            projects, rates, line.streams(), line.sink(), warnings.get(), now, terminal.columns()),
                    terminal);
        } else if (!now.isBefore(nextLine)) {
            nextLine = now.plus(LINE_EVERY);
            String text = StatusView.line(line.projects(), line.streams(), line.sink(), now);
            if (!text.equals(last)) {
                out.println(text);
                out.flush();
                last = text;
            }
        }
    }

    void draw(List<String> lines, TerminalSize terminal) {
        var text = new StringBuilder();
        int above = height(terminal.columns());
        if (above > 0) {
            text.append("\033[").append(above).append("A\r\033[J");
        }
        drawn = fitting(lines, terminal.rows() - 1);
        drawn.forEach(line -> text.append(line).append(System.lineSeparator()));
        out.print(text);
        out.flush();
    }

    /** Lines on the screen now: a terminal that has become narrower has broken what was drawn. */
    private int height(int columns) {
        return drawn.stream()
                .mapToInt(line -> Math.max(1, Math.ceilDiv(Cells.width(line), columns)))
                .sum();
    }

    /** What has been scrolled off the screen can't be drawn over. */
    private static List<String> fitting(List<String> lines, int rows) {
        if (lines.size() <= rows || rows < 1) {
            return lines.subList(0, Math.clamp(rows, 0, lines.size()));
        }
        var fitting = new ArrayList<>(lines.subList(0, rows - 1));
        fitting.add("(" + (lines.size() - rows + 1) + " more lines)");
        return fitting;
    }
}
