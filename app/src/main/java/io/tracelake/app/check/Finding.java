package io.tracelake.app.check;

/**
 * What one check has found.
 *
 * @param subject what was checked: {@code configuration}, {@code project}, …
 * @param name which one of these, empty if there is only one
 * @param detail one line; of a failure, what is wrong with which setting or project; of a warning, what may be lost and what
 *     to set
 */
public record Finding(String subject, String name, Result result, String detail) {
    /** How it stands. A warning doesn't keep the line from working. */
    public enum Result {
        OK,
        WARNING,
        FAILED
    }

    public Finding {
        detail = detail.lines().map(String::strip).reduce((a, b) -> a + ' ' + b).orElse("");
    }

    /** Whether the line can work. */
    public boolean ok() {
        return result != Result.FAILED;
    }

    /** A success. */
    public static Finding ok(String subject, String name, String detail) {
        return new Finding(subject, name, Result.OK, detail);
    }

    /** Works, but keeps less than the guarantees promise. */
    public static Finding warning(String subject, String name, String detail) {
        return new Finding(subject, name, Result.WARNING, detail);
    }

    /** A failure, for example of the loading of the configuration. */
    public static Finding failed(String subject, String name, String detail) {
        return new Finding(subject, name, Result.FAILED, detail);
    }
}
