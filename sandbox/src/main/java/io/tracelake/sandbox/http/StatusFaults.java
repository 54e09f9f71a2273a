package io.tracelake.sandbox.http;

import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.Strike;
import io.tracelake.sandbox.limit.Excess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Faults that are an answer of their own. */
final class StatusFaults {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int LIMIT = 100;

    private StatusFaults() {}

    static MutableHttpResponse<?> answer(Strike strike, Instant now) {
        return switch (strike.fault()) {
            case RATE_LIMITED -> Quotas.refusal(excess(strike, now)).response();
            case RATE_LIMITED_WITHOUT_HEADERS ->
                Quotas.withoutHeaders(excess(strike, now)).response();
            case RATE_LIMITED_PLAIN_TEXT -> Quotas.plain().response();
            case INTERNAL_ERROR -> page(500, "Internal Server Error");
            case BAD_GATEWAY -> page(502, "Bad Gateway");
            case UNAVAILABLE -> page(503, "Service Unavailable");
            case GATEWAY_TIMEOUT -> page(504, "Gateway Timeout");
            case EDGE_TIMEOUT -> page(524, "A timeout occurred");
            case WRONG_CONTENT_TYPE -> page(200, "Sign in to continue");
            default -> refusal(strike.fault()).response();
        };
    }

    private static Refusal refusal(Fault fault) {
        return switch (fault) {
            case UNAUTHORIZED ->
                Refusal.message(
                        HttpStatus.UNAUTHORIZED,
                        "Invalid credentials. Confirm that you've configured the correct host.");
            case FORBIDDEN ->
                Refusal.named(HttpStatus.FORBIDDEN, "Access to this project is suspended", "ForbiddenError");
            case ENDPOINT_GONE ->
                Refusal.named(
                        HttpStatus.NOT_FOUND,
                        "This endpoint is not available in the write mode events_only. Use /api/public/v2 instead.",
                        "LangfuseNotFoundError");
            case BAD_REQUEST ->
                Refusal.invalid(List.of(issue -> {
                    issue.writeStringProperty("code", "custom");
                    issue.writeStringProperty("message", "A request like this is not accepted");
                }));
            case QUERY_TIMEOUT ->
                Refusal.named(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "The query timed out. Ask for a shorter time range or for fewer field groups.",
                        "ClickHouseResourceError");
            case RESPONSE_TOO_LARGE ->
                Refusal.named(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "The response is too large. Lower the limit, or leave out input and output.",
                        "PayloadTooLargeError");
            case CONTENT_TOO_LARGE ->
                Refusal.named(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "The response is too large. Lower the limit, or leave out input and output.",
                        "PayloadTooLargeError");
            default -> throw new IllegalArgumentException("is no answer: " + fault);
        };
    }

    private static Excess excess(Strike strike, Instant now) {
        return new Excess(LIMIT, 0, now.plus(strike.duration(RETRY_AFTER)), now);
    }

    /** What stands between the service and the world answers in HTML. */
    private static MutableHttpResponse<?> page(int status, String title) {
        String heading = status == 200 ? title : status + " " + title;
        return HttpResponseFactory.INSTANCE
                .status(status, title)
                .contentType(MediaType.TEXT_HTML_TYPE)
                .body(
                        "<!DOCTYPE html>\n<html><head><title>%s</title></head>\n<body><center><h1>%s</h1></center></body></html>\n"
                                .formatted(heading, heading));
    }
}
