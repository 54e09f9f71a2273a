package io.tracelake.app.verify;

import java.io.PrintWriter;

/** One line on a terminal that tells what is going on, drawn over itself; nothing elsewhere. */
public final class Progress {
    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean interactive;

    public Progress(PrintWriter err, boolean interactive) {
        this.err = err;
        this.interactive = interactive;
    }

    void show(String text) {
        if (interactive) {
            err.print("\r\033[K" + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
            err.flush();
        }
    }

    void clear() {
        show("");
    }
}
