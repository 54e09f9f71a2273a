package io.tracelake.sandbox.organization;

import java.util.UUID;

/** Ids that never come twice, so nothing that was deleted comes to life again. */
final class Ids {
    private Ids() {}

    static String next() {
        return UUID.randomUUID().toString();
    }
}
