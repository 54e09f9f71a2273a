package io.tracelake.app.check;

/**
 * What one check has found.
 *
 * @param subject what was checked: {@code configuration}, {@code project}, …
 * @param name which one of these, empty if there is only one
 * @param detail one line; of a failure, what is wrong with which setting or project
 */
public record Finding(String subject, String name, boolean ok, String detail) {
    public Finding {
        detail = detail.lines().map(String::strip).reduce((a, b) -> a + ' ' + b).orElse("");
    }

    /** A success. */
    public static Finding ok(String subject, String name, String detail) {
        return new Finding(subject, name, true, detail);
    }

    /** A failure, for example of the loading of the configuration. */
    public static Finding failed(String subject, String name, String detail) {
        return new Finding(subject, name, false, detail);
    }
}
