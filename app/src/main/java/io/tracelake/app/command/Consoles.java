package io.tracelake.app.command;

/** Who sits on the other side. */
final class Consoles {
    private Consoles() {}

    /**
     * Whether a person does: input and output are a terminal. Java 25 always has a console; the check that says so and
     * the one that doesn't believe it can't both be pleased.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean interactive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
