package io.tracelake.system.cluster;

import java.util.Locale;

/** What an instance does. */
enum Role {
    INGESTER,
    STREAMS,
    SINK;

    /** As the command line names it. */
    String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
