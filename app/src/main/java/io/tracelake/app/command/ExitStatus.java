package io.tracelake.app.command;

/** What the process tells its caller. */
final class ExitStatus {
    static final int OK = 0;
    static final int FAILURE = 1;

    /** Wrong usage or configuration: trying again changes nothing. */
    static final int USAGE = 2;

    private ExitStatus() {}
}
