package io.tracelake.streams.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** An answer that isn't what was asked for, as RFC 9457 has it. */
record Problem(HttpStatus status, String detail) {
    private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");
    private static final String A_SECOND = "1";

    static Problem invalid(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail);
    }

    /** Passes by itself. */
    static Problem unavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    MutableHttpResponse<byte[]> response() {
        return write(HttpResponse.status(status));
    }

    /** Keeps the headers that are there. */
    MutableHttpResponse<byte[]> write(MutableHttpResponse<?> response) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, A_SECOND);
        }
        return response.status(status).contentType(PROBLEM_JSON).body(Json.object(json -> {
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty("title", status.getReason());
            json.writeNumberProperty("status", status.getCode());
            json.writeStringProperty("detail", detail);
        }));
    }
}
