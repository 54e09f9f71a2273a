package io.tracelake.client.http;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a service objects to, in its own words: one line each, cut where they grow long, without the secrets
 * that were sent.
 *
 * @param status as the service wrote it, commonly the answer's own
 * @param title what kind of error it is
 * @param detail what is wrong
 * @param pointer to the member of the request that is wrong, such as {@code /data/attributes/note}
 */
public record ServiceError(
        @Nullable String status,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String pointer) {}
