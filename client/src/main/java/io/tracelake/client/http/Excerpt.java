package io.tracelake.client.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The start of what a service said, as it may stand in one line of a log. */
final class Excerpt {
    static final int LENGTH = 200;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}]+");
    private static final Pattern SECRET_MEMBER =
            Pattern.compile("(?i)(\"[^\"]*(?:secret|token|passw|api_?key|authorization)[^\"]*\"\\s*:\\s*\")[^\"]*");
    private static final Pattern SECRET_KEY = Pattern.compile("\\bsk-[A-Za-z0-9_-]+");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(basic|bearer)\\s+[A-Za-z0-9._~+/=-]{6,}");

    private Excerpt() {}

    static String of(byte[] body, Credentials credentials) {
        String text = credentials.hideIn(new String(body, StandardCharsets.UTF_8));
        text = SECRET_MEMBER.matcher(text).replaceAll("$1****");
        text = SECRET_KEY.matcher(text).replaceAll("****");
        text = SCHEME.matcher(text).replaceAll("$1 ****");
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }
}
