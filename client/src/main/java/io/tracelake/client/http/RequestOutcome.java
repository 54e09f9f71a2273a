package io.tracelake.client.http;

import io.tracelake.client.json.UnreadableBodyException;

/** How one attempt ended: the class of its status, or why there was none. */
enum RequestOutcome {
    SUCCESS("2xx"),
    REDIRECTED("3xx"),
    LIMITED("429"),
    REFUSED("4xx"),
    FAILED("5xx"),
    UNREACHABLE("unreachable"),
    TIMED_OUT("timeout"),
    BROKEN("broken"),
    UNREADABLE("unreadable"),
    TOO_LARGE("too-large");

    private static final int TOO_MANY_REQUESTS = 429;

    private final String label;

    RequestOutcome(String label) {
        this.label = label;
    }

    /** Its name among the metrics. */
    String label() {
        return label;
    }

    static RequestOutcome of(AttemptFailedException failure) {
        if (failure.getCause() instanceof UnreadableBodyException) {
            return UNREADABLE;
        }
        return switch (failure.status() / 100) {
            case 0 -> unanswered(failure);
            case 1, 2 -> TOO_LARGE;
            case 3 -> REDIRECTED;
            case 4 -> failure.status() == TOO_MANY_REQUESTS ? LIMITED : REFUSED;
            default -> FAILED;
        };
    }

    private static RequestOutcome unanswered(AttemptFailedException failure) {
        if (!failure.doubtful()) {
            return UNREACHABLE;
        }
        return failure.getCause() == null ? TIMED_OUT : BROKEN;
    }
}
