package io.tracelake.ingester.payload;

/** Where the values of a JSON text begin and end. The text has been parsed before, so it is known to be well-formed. */
final class JsonText {
    private JsonText() {}

    static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** The end of the value that begins there. */
    static int end(String text, int from) {
        return switch (text.charAt(from)) {
            case '"' -> endOfString(text, from);
            case '{', '[' -> endOfStructure(text, from);
            default -> endOfScalar(text, from);
        };
    }

    static int endOfString(String text, int from) {
        int at = from + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfStructure(String text, int from) {
        int depth = 0;
        int at = from;
        do {
            switch (text.charAt(at)) {
                case '"' -> at = endOfString(text, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    static int endOfScalar(String text, int from) {
        int at = from;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** What a JSON string, given with its quotes, says. */
    static String decoded(String text, int from, int to) {
        int escape = text.indexOf('\\', from);
        if (escape < 0 || escape >= to) {
            return text.substring(from + 1, to - 1);
        }
        StringBuilder plain = new StringBuilder(to - from);
        int at = from + 1;
        while (at < to - 1) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = unescape(text, at + 1, plain);
            } else {
                plain.append(c);
                at++;
            }
        }
        return plain.toString();
    }

    private static int unescape(String text, int at, StringBuilder plain) {
        char c = text.charAt(at);
        if (c == 'u') {
            plain.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
            return at + 5;
        }
        plain.append(
                switch (c) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    default -> c;
                });
        return at + 1;
    }
}
