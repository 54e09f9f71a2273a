package io.tracelake.bench.report;

import java.io.PrintStream;
import java.util.Locale;

/** Shows what is being measured: a bar on a terminal, a line for each step elsewhere. Thread-safe. */
public final class Progress {
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean interactive;
    private final int steps;
    private int step;
    private String name = "";
    private long begun;

    /** @param steps that there will be */
    public Progress(PrintStream out, boolean interactive, int steps) {
        this.out = out;
        this.interactive = interactive;
        this.steps = steps;
    }

    /** Whether standard output is a terminal; null without one, on some systems. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean onTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    public synchronized void step(String next) {
        step++;
        name = next;
        begun = System.nanoTime();
        if (interactive) {
            at(0, 1);
        } else {
            out.printf("%d/%d %s%n", step, steps, name);
        }
    }

    public synchronized void at(long done, long all) {
        if (!interactive) {
            return;
        }
        double share = Math.clamp((double) done / all, 0, 1);
        int filled = (int) (share * WIDTH);
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(
                Locale.ROOT,
                "\r\033[K[%s%s] %d/%d %s: %,d of %,d, %.0f s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                step,
                steps,
                name,
                done,
                all,
                seconds);
        out.flush();
    }

    /** Leaves the terminal's line empty. */
    public synchronized void end() {
        if (interactive) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
