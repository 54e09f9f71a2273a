package io.tracelake.client.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended, for whoever paces attempts. */
public sealed interface Ending {
    /** The service did what it could: an answer, or a refusal that is about this request alone. */
    record Answered() implements Ending {}

    /**
     * The service has had too many requests (429).
     *
     * @param asked how long it wants to be left alone; null if it doesn't say
     * @param limit how many requests it allows in its window; null if it doesn't say
     */
    record Throttled(@Nullable Duration asked, @Nullable Integer limit) implements Ending {}

    /** The service is in trouble: a fault of its own, no answer, or a part of one. */
    record Failed() implements Ending {}

    /** The caller gave up, which says nothing about the service. */
    record Abandoned() implements Ending {}
}
