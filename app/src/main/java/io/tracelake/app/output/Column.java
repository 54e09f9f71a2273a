package io.tracelake.app.output;

/**
 * A column of a {@link TextTable}.
 *
 * @param right whether its cells end at the same place, as numbers do
 * @param elastic whether its cells may be cut, and the column left out, where the width doesn't suffice
 */
public record Column(String title, boolean right, boolean elastic) {
    /** Text that a reader recognises by its beginning. */
    public static Column text(String title) {
        return new Column(title, false, true);
    }

    /** Text that is worthless if cut, such as an id. */
    public static Column key(String title) {
        return new Column(title, false, false);
    }

    /** A number: a cut one would be a wrong one. */
    public static Column number(String title) {
        return new Column(title, true, false);
    }
}
