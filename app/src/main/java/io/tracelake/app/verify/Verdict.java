package io.tracelake.app.verify;

import java.util.Locale;

/** What became of one comparison. */
public enum Verdict {
    /** Equal, as far as estimates can be. */
    MATCH,
    /** Different, and so young that it may still be under way. */
    PENDING,
    /** Different for a reason that the lake itself shows. */
    EXPLAINED,
    /** Different, and nothing accounts for it. */
    DRIFT;

    /** As a user reads it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
