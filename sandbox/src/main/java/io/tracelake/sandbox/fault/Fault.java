package io.tracelake.sandbox.fault;

import static io.tracelake.sandbox.fault.Fault.Stage.CONTENT;
import static io.tracelake.sandbox.fault.Fault.Stage.DELAY;
import static io.tracelake.sandbox.fault.Fault.Stage.DISRUPTION;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that a request to the sandbox can suffer. */
public enum Fault {
    /** 429 with {@code Retry-After} (1 second unless {@code duration} says otherwise) and the limit's headers. */
    RATE_LIMITED(DISRUPTION),
    /** 429 in JSON, without any header. */
    RATE_LIMITED_WITHOUT_HEADERS(DISRUPTION),
    /** 429 in plain text without any header, as older servers answer. */
    RATE_LIMITED_PLAIN_TEXT(DISRUPTION),
    /** 500 with a web page. */
    INTERNAL_ERROR(DISRUPTION),
    /** 502 with a web page. */
    BAD_GATEWAY(DISRUPTION),
    /** 503 with a web page. */
    UNAVAILABLE(DISRUPTION),
    /** 504 with a web page. */
    GATEWAY_TIMEOUT(DISRUPTION),
    /** 524 with a web page, as an edge answers for a server that takes too long. */
    EDGE_TIMEOUT(DISRUPTION),
    /** Nobody listens for {@code duration} (1 second); requests under way end without an answer. */
    CONNECTION_REFUSED(DISRUPTION),
    /** The connection is closed in the place of an answer. */
    NO_ANSWER(DISRUPTION),
    /** The connection is reset (RST) in the middle of the answer. */
    RESET(DISRUPTION),
    /** Half a body, then the end of the connection; {@code Content-Length} had promised more. */
    CUT_SHORT(DISRUPTION),
    /** Half a body in chunks, then the end of the connection without the last chunk. */
    ENDLESS_CHUNKS(DISRUPTION),
    /** Half a body, then nothing for {@code duration} (5 seconds), then the rest. */
    STALL(DISRUPTION),
    /** 200 with a web page. */
    WRONG_CONTENT_TYPE(DISRUPTION),
    /** 401. */
    UNAUTHORIZED(DISRUPTION),
    /** 403. */
    FORBIDDEN(DISRUPTION),
    /** 404, as a server answers that no longer has the endpoint. */
    ENDPOINT_GONE(DISRUPTION),
    /** 400. */
    BAD_REQUEST(DISRUPTION),
    /** 422 that says the query timed out. */
    QUERY_TIMEOUT(DISRUPTION),
    /** 422 that says the response is too large. */
    RESPONSE_TOO_LARGE(DISRUPTION),
    /** 413. */
    CONTENT_TOO_LARGE(DISRUPTION),
    /** A redirect to the same place on the same host, which then answers. */
    REDIRECT(DISRUPTION),
    /** A redirect to another host, {@code location}. */
    REDIRECT_ELSEWHERE(DISRUPTION),
    /** A body of some kilobytes that unpacks to {@code bytes} (300,000,000). */
    GZIP_BOMB(DISRUPTION),

    /** Up to {@code rows} (10) rows of a page come twice; what then goes beyond the limit is left out. */
    REPEATED_ROWS(CONTENT),
    /** A page of traces whose window begins {@code duration} (1 hour) before the one asked for. */
    BACK_IN_TIME(CONTENT),
    /** The rows of a page in no order. */
    UNSORTED(CONTENT),
    /** {@code totalItems} and {@code totalPages} are wrong, another way each time. */
    MOVING_TOTAL(CONTENT),
    /** {@code createdAt}, {@code updatedAt} and the header {@code Date} are {@code duration} (1 hour) off. */
    WRONG_CLOCK(CONTENT),
    /** {@code timestamp} too is {@code duration} (1 hour) off. */
    WRONG_TIMESTAMPS(CONTENT),

    /** The answer takes {@code duration} (1 second) longer. */
    SLOW(DELAY),
    /** The answer takes {@code duration} (50 ms) longer for each request that is under way. */
    CONGESTED(DELAY);

    private final Stage stage;

    Fault(Stage stage) {
        this.stage = stage;
    }

    /** As it is written in rules: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Fault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }

    /**
     * True if the answer looks right in every way and isn't, so that no reader can notice: a line that has read it may
     * hold something else than the service until it reads again. Never drawn at random.
     */
    public boolean isUndetectable() {
        return this == WRONG_CLOCK || this == WRONG_TIMESTAMPS;
    }

    Stage stage() {
        return stage;
    }

    /** Whether this endpoint can suffer it. */
    boolean befalls(Call call) {
        return switch (this) {
            case BACK_IN_TIME -> call.endpoint() == Endpoint.TRACES && call.window() != null;
            case WRONG_TIMESTAMPS -> call.endpoint() == Endpoint.TRACES;
            case WRONG_CLOCK -> call.endpoint() == Endpoint.TRACES || call.endpoint() == Endpoint.TRACE;
            case REPEATED_ROWS, UNSORTED, MOVING_TOTAL ->
                call.endpoint() == Endpoint.TRACES || call.endpoint() == Endpoint.DAILY_METRICS;
            default -> true;
        };
    }

    /** Delays and contents add up; of the disruptions each request suffers one at most. */
    enum Stage {
        DELAY,
        DISRUPTION,
        CONTENT
    }
}
