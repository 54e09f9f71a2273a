package io.tracelake.system.cluster;

/** What Tracelake promises, in its own words; each with the check that would find it broken. */
enum Guarantee {
    /** Every trace that the service shows is in the topic and the lake. */
    COMPLETE,
    /** Project, trace and revision are unique in the topic and in the lake. */
    EXACTLY_ONCE,
    /** The newest revision in the lake is what the service shows. */
    CURRENT,
    /** Usage is the usage of the newest revisions. */
    CORRECTED,
    /** What can't be carried is a dead letter. */
    NOTHING_SILENT,
    /** A project that is refused stops no other, and no instance ends by itself. */
    ISOLATED,
    /** No process takes more memory than its heap and a fixed part. */
    BOUNDED,
    /** No secret is in any file. */
    SECRET;

    Check check() {
        return switch (this) {
            case COMPLETE -> new Complete();
            case EXACTLY_ONCE -> new ExactlyOnce();
            case CURRENT -> new Current();
            case CORRECTED -> new Corrected();
            case NOTHING_SILENT -> new NothingSilent();
            case ISOLATED -> new Isolated();
            case BOUNDED -> new Bounded();
            case SECRET -> new Secret();
        };
    }
}
