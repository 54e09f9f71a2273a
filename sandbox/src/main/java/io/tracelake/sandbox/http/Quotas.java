package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.limit.Excess;
import io.tracelake.sandbox.limit.Limiter;
import io.tracelake.sandbox.organization.Organization;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Refuses what the organization's limits don't allow, in the words of the analytics service. */
@Singleton
@Requires(env = "sandbox")
final class Quotas {
    /** The form of JavaScript's {@code Date.toString}. */
    private static final DateTimeFormatter JAVASCRIPT = DateTimeFormatter.ofPattern(
                    "EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Organization organization;
    private final Limiter limiter;

    Quotas(Organization organization, Limiter limiter) {
        this.organization = organization;
        this.limiter = limiter;
    }

    void admit(Bucket bucket) {
        limiter.admit(bucket, organization.now()).ifPresent(excess -> {
            throw limiter.limits().plainText() ? plain() : refusal(excess);
        });
    }

    static Refusal plain() {
        return Refusal.plain(HttpStatus.TOO_MANY_REQUESTS, "Rate limit exceeded");
    }

    static Refusal refusal(Excess excess) {
        return withoutHeaders(excess)
                .header("Retry-After", String.valueOf(excess.retryAfterSeconds()))
                .header("X-RateLimit-Limit", String.valueOf(excess.limit()))
                .header("X-RateLimit-Remaining", String.valueOf(excess.remaining()))
                .header("X-RateLimit-Reset", javascript(excess.reset()));
    }

    static Refusal withoutHeaders(Excess excess) {
        return Refusal.json(HttpStatus.TOO_MANY_REQUESTS, Json.object(json -> {
            json.writeStringProperty("message", "Rate limit exceeded");
            json.writeStringProperty("code", "rate_limited");
            json.writeObjectPropertyStart("details");
            json.writeNumberProperty("retryAfterSeconds", excess.retryAfterSeconds());
            json.writeNumberProperty("limit", excess.limit());
            json.writeNumberProperty("remaining", excess.remaining());
            Json.time(json, "resetAt", excess.reset());
            json.writeEndObject();
        }));
    }

    private static String javascript(Instant time) {
        return JAVASCRIPT.format(time);
    }
}
