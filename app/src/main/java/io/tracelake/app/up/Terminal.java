package io.tracelake.app.up;

import io.tracelake.app.line.Line;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Shows the line's status: a table that is drawn over itself on a terminal, plain lines elsewhere. */
final class Terminal {
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean interactive;
    private final InstantSource clock;
    private int drawn;
    private Instant nextLine = Instant.MIN;
    private String last = "";

    Terminal(PrintWriter out, boolean interactive, InstantSource clock) {
        this.out = out;
        this.interactive = interactive;
        this.clock = clock;
    }

    void show(Line line) {
        Instant now = clock.instant();
        if (interactive) {
            draw(StatusView.table(line.projects(), line.sink(), now));
        } else if (!now.isBefore(nextLine)) {
            nextLine = now.plus(LINE_EVERY);
            String text = StatusView.line(line.projects(), line.sink(), now);
            if (!text.equals(last)) {
                out.println(text);
                out.flush();
                last = text;
            }
        }
    }

    private void draw(List<String> lines) {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A\033[J");
        }
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }
}
