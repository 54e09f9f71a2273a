package io.tracelake.app.config;

/** How the log is written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For programs: an object a line. */
    JSON
}
