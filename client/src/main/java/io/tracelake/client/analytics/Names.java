package io.tracelake.client.analytics;

import java.nio.charset.StandardCharsets;

/** Names of members, of which any character may be escaped. */
final class Names {
    private Names() {}

    /** The name between quotes; what is no valid escape stays as it is, for the parser to refuse. */
    static String decoded(byte[] text, int from, int to) {
        String name = new String(text, from, to - from, StandardCharsets.UTF_8);
        if (name.indexOf('\\') < 0) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && name.startsWith("u", i + 1) && i + 6 <= name.length()) {
                plain.append((char) hex(name, i + 2));
                i += 5;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static int hex(String text, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value * 16 + Math.max(0, Character.digit(text.charAt(i), 16));
        }
        return value;
    }
}
