package io.tracelake.ingester.payload;

import org.jspecify.annotations.Nullable;

/** The text of a record that is no trace: what the settings keep back of a trace is kept back of it too. */
final class MalformedRecord {
    private MalformedRecord() {}

    @FunctionalInterface
    interface Hiding {
        /**
         * What stands for a member.
         *
         * @param member empty for a record that has no members
         * @param value its JSON text
         * @return null if it may be carried
         */
        @Nullable String of(String member, String value);
    }

    static String carried(String record, Redactor redactor, Hiding hiding) {
        int at = JsonText.skipSpace(record, 0);
        if (at == record.length() || record.charAt(at) != '{') {
            return hidden("", redactor.element(record), hiding);
        }
        StringBuilder carried = new StringBuilder(record.length()).append(record, 0, at + 1);
        at++;
        while (true) {
            int name = JsonText.skipSpace(record, at);
            if (record.charAt(name) == ',') {
                name = JsonText.skipSpace(record, name + 1);
            }
            if (record.charAt(name) == '}') {
                return carried.append(record, at, record.length()).toString();
            }
            int endOfName = JsonText.endOfString(record, name);
            int value = JsonText.skipSpace(record, JsonText.skipSpace(record, endOfName) + 1);
            int end = JsonText.end(record, value);
            carried.append(record, at, value)
                    .append(member(
                            JsonText.decoded(record, name, endOfName), record.substring(value, end), redactor, hiding));
            at = end;
        }
    }

    private static String member(String name, String value, Redactor redactor, Hiding hiding) {
        return hidden(name, redactor.value(name, value), hiding);
    }

    private static String hidden(String name, String redacted, Hiding hiding) {
        String hidden = hiding.of(name, redacted);
        return hidden == null ? redacted : hidden;
    }
}
