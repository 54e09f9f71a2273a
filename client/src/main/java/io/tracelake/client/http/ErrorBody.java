package io.tracelake.client.http;

import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer with an error status: JSON:API errors, {@code {error}}, {@code {message}}, or whatever else
 * there is, as an excerpt. Bounded, and without the secrets that were sent.
 */
final class ErrorBody {
    private static final int MOST = 20;

    private final Hidden hidden;
    private final List<ServiceError> errors = new ArrayList<>();

    private ErrorBody(Hidden hidden) {
        this.hidden = hidden;
    }

    static Refusal read(byte[] body, Hidden hidden, RetryHeaders headers) {
        ErrorBody errorBody = new ErrorBody(hidden);
        List<ServiceError> errors;
        try {
            errors = JsonCursor.read(body, json -> {
                errorBody.errors.clear();
                errorBody.readRoot(json);
                return List.copyOf(errorBody.errors);
            });
        } catch (UnreadableBodyException anotherForm) {
            errors = List.of();
        }
        String excerpt = errors.isEmpty() ? Excerpt.of(new String(body, StandardCharsets.UTF_8), hidden) : "";
        return new Refusal(errors, excerpt, headers);
    }

    private void readRoot(JsonCursor json) throws ShapeException {
        String message = null;
        String error = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "errors" -> readErrors(json);
                case "error" -> {
                    if (json.atObject() || json.atArray()) {
                        readErrors(json);
                    } else {
                        error = text(json);
                    }
                }
                case "message" -> message = text(json);
                default -> json.skip();
            }
        }
        if (message != null) {
            errors.addFirst(new ServiceError(null, error, message, null));
        } else if (error != null) {
            errors.addFirst(new ServiceError(null, null, error, null));
        }
    }

    /** A list of errors, a single one, or lists of texts by the member they are about. */
    private void readErrors(JsonCursor json) throws ShapeException {
        if (json.atArray()) {
            while (json.nextElement()) {
                readError(json);
            }
        } else {
            readError(json);
        }
    }

    private void readError(JsonCursor json) throws ShapeException {
        if (json.atObject()) {
            add(readMembers(json));
        } else {
            add(new ServiceError(null, null, text(json), null));
        }
    }

    private ServiceError readMembers(JsonCursor json) throws ShapeException {
        String status = null;
        String title = null;
        String detail = null;
        String pointer = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "status" -> status = text(json);
                case "title", "code" ->
                    title = member.equals("title") || title == null ? text(json) : skipped(json, title);
                case "detail", "message" -> detail = text(json);
                case "source" -> pointer = pointer(json);
                case "id", "links", "meta" -> json.skip();
                default -> readOf(member, json);
            }
        }
        return new ServiceError(status, title, detail, pointer);
    }

    private static String skipped(JsonCursor json, String kept) {
        json.skip();
        return kept;
    }

    /** What is wrong with one member: {@code "name": ["is too long"]}. */
    private void readOf(String member, JsonCursor json) throws ShapeException {
        if (!json.atArray()) {
            json.skip();
            return;
        }
        String name = Excerpt.line(member, hidden);
        while (json.nextElement()) {
            String text = text(json);
            add(new ServiceError(null, null, text == null ? null : name + " " + text, null));
        }
    }

    private @Nullable String pointer(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            json.skip();
            return null;
        }
        String pointer = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "pointer", "parameter" -> pointer = text(json);
                default -> json.skip();
            }
        }
        return pointer;
    }

    private void add(ServiceError error) {
        boolean empty = error.title() == null && error.detail() == null;
        if (!empty && errors.size() < MOST) {
            errors.add(error);
        }
    }

    /** A text or a number; null for anything else, and for nothing. */
    private @Nullable String text(JsonCursor json) throws ShapeException {
        if (json.atObject() || json.atArray() || json.atNull()) {
            json.skip();
            return null;
        }
        String line = Excerpt.line(json.text(), hidden);
        return line.isEmpty() ? null : line;
    }
}
