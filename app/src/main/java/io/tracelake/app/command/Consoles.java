package io.tracelake.app.command;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Who sits on the other side. */
final class Consoles {
    private Consoles() {}

    /** Whether a person does: input and output are a terminal. */
    static boolean interactive() {
        return terminal() != null;
    }

    /**
     * The terminal that input and output are; null if one of them isn't. Java 25 always has a console; the check that says
     * so and the one that doesn't believe it can't both be pleased.
     */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console terminal() {
        var console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
