package io.tracelake.ingester.schedule;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.quota.Bucket;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.client.quota.QuotaGovernor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A project's turns to ask for traces, waited for before it is known what to ask for.
 *
 * @param governor null if nothing limits requests
 */
record TraceTurns(@Nullable QuotaGovernor governor, String project) {
    /** Whether a project has to wait for them; else it may ask whenever it likes. */
    boolean arePaced() {
        return governor != null && governor.isPaced(Bucket.TRACES);
    }

    /** Waits until fresh traces may be asked for. */
    void awaitFresh() {
        if (governor != null) {
            try {
                governor.reserve(Bucket.TRACES, claim(Priority.FRESH));
            } catch (InterruptedException stop) {
                throw CallInterruptedException.during("waiting for a turn", stop);
            }
        }
    }

    /**
     * Waits until something else may be asked for.
     *
     * @return false if it is the turn of fresh traces first, which are due after a time
     */
    boolean await(Priority priority, Duration freshDue) {
        if (governor == null) {
            return freshDue.isPositive();
        }
        try {
            Claim wanted = claim(priority);
            return governor.reserve(Bucket.TRACES, wanted, claim(Priority.FRESH), freshDue)
                    .equals(wanted);
        } catch (InterruptedException stop) {
            throw CallInterruptedException.during("waiting for a turn", stop);
        }
    }

    private Claim claim(Priority priority) {
        return new Claim(project, priority);
    }
}
