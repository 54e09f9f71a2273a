package io.tracelake.client.http;

import java.util.List;
import java.util.StringJoiner;

/**
 * What an answer with an error status says.
 *
 * @param excerpt of a body that holds no errors in a form that is known; empty for none
 */
record Refusal(List<ServiceError> errors, String excerpt, RetryHeaders headers) {
    private static final int NAMED = 3;

    /** One line that begins with the status. */
    String message(int status) {
        if (errors.isEmpty()) {
            return excerpt.isEmpty() ? "" + status : status + ": " + excerpt;
        }
        StringJoiner line = new StringJoiner("; ", "" + status, "");
        for (ServiceError error : errors.subList(0, Math.min(NAMED, errors.size()))) {
            line.add(text(error, line.length() == ("" + status).length()));
        }
        if (errors.size() > NAMED) {
            line.add("and " + (errors.size() - NAMED) + " more");
        }
        return line.toString();
    }

    private static String text(ServiceError error, boolean first) {
        StringBuilder text = new StringBuilder();
        if (error.title() != null) {
            text.append(first ? " " : "").append(error.title());
        }
        if (error.detail() != null) {
            text.append(first || error.title() != null ? ": " : "").append(error.detail());
        }
        if (error.pointer() != null) {
            text.append(" (").append(error.pointer()).append(')');
        }
        return text.toString();
    }
}
