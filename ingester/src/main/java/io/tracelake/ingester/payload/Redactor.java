package io.tracelake.ingester.payload;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tracelake.client.json.JsonObject;
import io.tracelake.ingester.config.Redaction;
import io.tracelake.ingester.config.Redaction.Expression;
import io.tracelake.ingester.config.Redaction.Pointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replaces in texts of a trace what must not leave the process. What isn't replaced stays as it was, to the byte. */
final class Redactor {
    /** A member of the service with the name of our marks, or with such a name for another one, comes with one more. */
    private static final Pattern RESERVED = Pattern.compile("_*tracelake");

    private final Redaction redaction;
    private final List<Pointer> ofExtras;

    Redactor(Redaction redaction) {
        this.redaction = redaction;
        this.ofExtras = Stream.concat(
                        redaction.pointers().stream(),
                        redaction.pointers().stream()
                                .filter(pointer ->
                                        RESERVED.matches(pointer.path().getFirst()))
                                .map(Redactor::asShown))
                .toList();
    }

    private static Pointer asShown(Pointer sent) {
        var path = new ArrayList<>(sent.path());
        path.set(0, '_' + path.getFirst());
        return new Pointer(path, sent.replacement());
    }

    /** A member that is a text. */
    @Nullable String text(String member, @Nullable String text) {
        if (text == null || redaction.isEmpty()) {
            return text;
        }
        for (Pointer pointer : under(redaction.pointers(), member, 0)) {
            if (pointer.path().size() == 1) {
                return pointer.replacement();
            }
        }
        return plain(text);
    }

    /** A member that is a list of texts. */
    List<String> texts(String member, List<String> texts) {
        if (texts.isEmpty() || redaction.isEmpty()) {
            return texts;
        }
        List<Pointer> pointers = under(redaction.pointers(), member, 0);
        for (Pointer pointer : pointers) {
            if (pointer.path().size() == 1) {
                return List.of(pointer.replacement());
            }
        }
        List<String> redacted = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            List<Pointer> here = under(pointers, Integer.toString(i), 1);
            String replacement = here.stream()
                    .filter(pointer -> pointer.path().size() == 2)
                    .map(Pointer::replacement)
                    .findFirst()
                    .orElse(null);
            redacted.add(replacement == null ? plain(texts.get(i)) : replacement);
        }
        return redacted;
    }

    /** The JSON text of a member. */
    @Nullable String json(String member, @Nullable String json) {
        return json == null ? null : value(member, json);
    }

    String value(String member, String json) {
        return redaction.isEmpty() ? json : new Walk(json, under(redaction.pointers(), member, 0), 1).run();
    }

    /** The JSON text of extras, as the client shows them. */
    @Nullable String members(@Nullable String json) {
        return json == null || redaction.isEmpty() ? json : new Walk(json, ofExtras, 0).run();
    }

    /** The JSON text of something that stands where a trace should, and has no members. */
    String element(String json) {
        return redaction.isEmpty() ? json : new Walk(json, List.of(), 0).run();
    }

    private String plain(String text) {
        String redacted = text;
        for (Expression expression : redaction.expressions()) {
            Matcher matcher = expression.pattern().matcher(redacted);
            if (matcher.find()) {
                redacted = matcher.replaceAll(Matcher.quoteReplacement(expression.replacement()));
            }
        }
        return redacted;
    }

    private static List<Pointer> under(List<Pointer> pointers, String name, int depth) {
        if (pointers.isEmpty()) {
            return pointers;
        }
        return pointers.stream()
                .filter(pointer -> pointer.path().size() > depth && pointer.goesThrough(name, depth))
                .toList();
    }

    /** One pass over a text; nesting takes heap, not stack. */
    private final class Walk {
        private final String text;
        private final int rootDepth;
        private final Deque<Level> levels = new ArrayDeque<>();
        private final StringBuilder out = new StringBuilder();
        private List<Pointer> pointers;
        private int at;
        private int copied;

        Walk(String text, List<Pointer> pointers, int rootDepth) {
            this.text = text;
            this.pointers = pointers;
            this.rootDepth = rootDepth;
        }

        String run() {
            at = JsonText.skipSpace(text, 0);
            value();
            while (!levels.isEmpty()) {
                at = JsonText.skipSpace(text, at);
                char c = text.charAt(at);
                if (c == '}' || c == ']') {
                    at++;
                    levels.pop();
                } else {
                    if (c == ',') {
                        at = JsonText.skipSpace(text, at + 1);
                    }
                    enter(levels.getFirst());
                    value();
                }
            }
            return copied == 0 ? text : out.append(text, copied, text.length()).toString();
        }

        private void enter(Level level) {
            level.index++;
            String name = "";
            if (level.object) {
                int end = JsonText.endOfString(text, at);
                name = level.inside.isEmpty() ? "" : JsonText.decoded(text, at, end);
                at = JsonText.skipSpace(text, end);
                at = JsonText.skipSpace(text, at + 1);
            } else if (!level.inside.isEmpty()) {
                name = Integer.toString(level.index);
            }
            pointers = under(level.inside, name, rootDepth + levels.size() - 1);
        }

        private void value() {
            int depth = rootDepth + levels.size();
            for (Pointer pointer : pointers) {
                if (pointer.path().size() == depth) {
                    replace(JsonText.end(text, at), JsonObject.quoted(pointer.replacement()));
                    return;
                }
            }
            char c = text.charAt(at);
            if (c == '"') {
                string();
            } else if (c != '{' && c != '[') {
                at = JsonText.endOfScalar(text, at);
            } else if (pointers.isEmpty() && redaction.expressions().isEmpty()) {
                at = JsonText.end(text, at);
            } else {
                levels.push(new Level(pointers, c == '{'));
                at++;
            }
        }

        private void string() {
            int end = JsonText.endOfString(text, at);
            if (!redaction.expressions().isEmpty()) {
                String said = JsonText.decoded(text, at, end);
                String redacted = plain(said);
                if (!redacted.equals(said)) {
                    replace(end, JsonObject.quoted(redacted));
                    return;
                }
            }
            at = end;
        }

        private void replace(int end, String replacement) {
            out.append(text, copied, at).append(replacement);
            at = end;
            copied = end;
        }
    }

    /** An object or array that has begun, and what may be replaced inside. */
    private static final class Level {
        private final List<Pointer> inside;
        private final boolean object;
        private int index = -1;

        Level(List<Pointer> inside, boolean object) {
            this.inside = inside;
            this.object = object;
        }
    }
}
