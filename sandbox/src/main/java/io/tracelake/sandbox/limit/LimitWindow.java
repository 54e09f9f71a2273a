package io.tracelake.sandbox.limit;

import java.time.Instant;

/**
 * One window of a limit.
 *
 * @param requests all of them
 * @param refused those of them that got 429
 */
public record LimitWindow(Instant start, long requests, long refused) {
    LimitWindow counted(boolean isRefused) {
        return new LimitWindow(start, requests + 1, refused + (isRefused ? 1 : 0));
    }
}
