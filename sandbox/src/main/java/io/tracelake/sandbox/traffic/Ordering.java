package io.tracelake.sandbox.traffic;

/** One column and a direction; rows equal in that column come in any order, another one for each request. */
public record Ordering(Column column, boolean ascending) {
    public static final Ordering NEWEST_FIRST = new Ordering(Column.TIMESTAMP, false);

    /** The columns a list can be ordered by. */
    public enum Column {
        ID,
        TIMESTAMP,
        NAME,
        USER_ID,
        RELEASE,
        VERSION,
        PUBLIC,
        BOOKMARKED,
        SESSION_ID
    }
}
