package io.tracelake.client.analytics;

import io.tracelake.client.http.BodyTooLargeException;
import io.tracelake.client.json.Cut;
import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes an answer with traces apart while it comes, as far as needed to know which value belongs to which member, and
 * leaves the rest to the parser. A value that makes its trace larger than may be held is cut, whatever member it is of.
 */
final class TraceCutter {
    /** Names that matter are short; escapes make them six times as long at most. */
    private static final int LONGEST_KNOWN_NAME = 128;

    private static final int LONGEST_NAME = 1 << 20;
    private static final int MOST_SPACE = 64 << 10;
    private static final int SMALL = 1 << 10;

    private final JsonBytes json;
    private final Keep keep;
    private final HeldBytes held;
    private final Map<Integer, Cut> cuts = new HashMap<>();
    private long payload;
    private long others;
    private int space;

    private TraceCutter(InputStream body, Keep keep) {
        this.json = new JsonBytes(body);
        this.keep = keep;
        this.held = new HeldBytes(keep.room());
    }

    /** A page of traces. */
    static HeldText page(InputStream body, Keep keep) throws IOException, UnreadableBodyException {
        TraceCutter cutter = new TraceCutter(body, keep);
        return cutter.whole(() -> cutter.members(name -> {
            cutter.payload = 0;
            cutter.others = 0;
            if (name.equals("data") && cutter.json.peek() == '[') {
                cutter.elements(() -> cutter.record(false));
            } else {
                cutter.value(false);
            }
        }));
    }

    /** A single trace. Of its observations and scores, sent in full here, only the ids are kept. */
    static HeldText trace(InputStream body, Keep keep) throws IOException, UnreadableBodyException {
        TraceCutter cutter = new TraceCutter(body, keep);
        return cutter.whole(() -> cutter.record(true));
    }

    @FunctionalInterface
    private interface Element {
        void read() throws IOException, UnreadableBodyException;
    }

    @FunctionalInterface
    private interface Member {
        void read(String name) throws IOException, UnreadableBodyException;
    }

    private HeldText whole(Element root) throws IOException, UnreadableBodyException {
        space();
        if (json.peek() != '{') {
            throw new UnreadableBodyException("the body is not a JSON object");
        }
        root.read();
        space();
        if (json.peek() >= 0) {
            throw new UnreadableBodyException("the body goes on after its JSON object");
        }
        held.end();
        return new HeldText(held.bytes(), held.length(), cuts);
    }

    private void record(boolean single) throws IOException, UnreadableBodyException {
        payload = 0;
        others = 0;
        if (json.peek() != '{') {
            value(false);
            return;
        }
        members(name -> {
            switch (name) {
                case "input", "output", "metadata" -> value(true);
                case "observations", "scores" -> {
                    if (single && json.peek() == '[') {
                        elements(this::part);
                    } else {
                        value(false);
                    }
                }
                default -> value(false);
            }
        });
    }

    /** An observation or a score. */
    private void part() throws IOException, UnreadableBodyException {
        if (json.peek() != '{') {
            value(false);
            return;
        }
        held.mute(true);
        boolean[] first = {true};
        int start = held.length();
        members(name -> {
            if (name.equals("id")) {
                held.mute(false);
                byte[] member = (first[0] ? "{\"id\":" : ",\"id\":").getBytes(StandardCharsets.US_ASCII);
                held.add(member, 0, member.length);
                value(false);
                held.mute(true);
                first[0] = false;
            } else {
                json.value((bytes, from, length) -> {});
            }
        });
        held.mute(false);
        if (held.length() == start) {
            held.add('{');
        }
        held.add('}');
    }

    private void members(Member member) throws IOException, UnreadableBodyException {
        expect('{');
        space();
        if (json.peek() == '}') {
            expect('}');
            return;
        }
        while (true) {
            String name = name();
            space();
            expect(':');
            space();
            member.read(name);
            space();
            if (json.peek() != ',') {
                expect('}');
                return;
            }
            expect(',');
            space();
        }
    }

    private void elements(Element element) throws IOException, UnreadableBodyException {
        expect('[');
        space();
        if (json.peek() == ']') {
            expect(']');
            return;
        }
        while (true) {
            element.read();
            space();
            if (json.peek() != ',') {
                expect(']');
                return;
            }
            expect(',');
            space();
        }
    }

    private void value(boolean ofPayload) throws IOException, UnreadableBodyException {
        int start = held.length();
        long used = ofPayload ? payload : others;
        long allowed = Math.max(keep.recordBytes() - used, ofPayload ? keep.cutBytes() : SMALL);
        try (CutValue value = new CutValue(held, keep, allowed, ofPayload)) {
            json.value(value);
            Cut cut = value.end();
            if (cut != null) {
                cuts.put(start, cut);
            }
            if (ofPayload) {
                payload += value.count();
            } else {
                others += value.count();
            }
        }
    }

    /** The name of a member; empty for one that is too long to be known. */
    private String name() throws IOException, UnreadableBodyException {
        if (json.peek() != '"') {
            throw json.unreadable();
        }
        byte[] known = new byte[LONGEST_KNOWN_NAME];
        int[] count = {0};
        json.value((bytes, from, length) -> {
            if (count[0] + length <= known.length) {
                System.arraycopy(bytes, from, known, count[0], length);
            }
            count[0] = Math.addExact(count[0], length);
            if (count[0] > LONGEST_NAME) {
                throw new BodyTooLargeException(
                        "the body has a member with a name of more than " + LONGEST_NAME + " bytes");
            }
            held.add(bytes, from, length);
        });
        others += count[0];
        return count[0] > known.length ? "" : Names.decoded(known, 1, count[0] - 1);
    }

    private void expect(char expected) throws IOException, UnreadableBodyException {
        if (json.peek() != expected) {
            throw json.unreadable();
        }
        held.add(json.next());
    }

    /** Space between values means nothing: it is kept, but not without end. */
    private void space() throws IOException, UnreadableBodyException {
        for (int c = json.peek(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = json.peek()) {
            json.next();
            if (space < MOST_SPACE) {
                held.add(c);
                space++;
            }
        }
    }
}
