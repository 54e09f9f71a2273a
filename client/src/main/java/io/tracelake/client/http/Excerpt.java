package io.tracelake.client.http;

import java.util.regex.Pattern;

/** Something a service said, as it may stand in one line of a log. */
final class Excerpt {
    static final int LENGTH = 200;

    private static final String STRING_MEMBER =
            "(?i)(\"[^\"]*(?:secret|token|passw|api_?key|authorization)[^\"]*\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*+";
    private static final Pattern SECRET_MEMBER = Pattern.compile(STRING_MEMBER, Pattern.DOTALL);
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)\\b([\\w-]*(?:secret|token|passw|api[_-]?key)[\\w-]*=)[^\\s&;,]+");
    private static final Pattern SECRET_KEY = Pattern.compile("\\bsk-[A-Za-z0-9_-]+");
    private static final Pattern JWT = Pattern.compile("\\beyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(basic|bearer)\\s+[A-Za-z0-9._~+/=-]{6,}");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

    private Excerpt() {}

    /** The start of a body in whatever form. */
    static String of(String body, Hidden hidden) {
        return line(body.stripLeading().startsWith("<") ? TAG.matcher(body).replaceAll(" ") : body, hidden);
    }

    /** A text with secrets and line breaks taken out, cut where it grows long. */
    static String line(String said, Hidden hidden) {
        String text = hidden.in(said);
        text = SECRET_MEMBER.matcher(text).replaceAll("$1****");
        text = SECRET_PARAMETER.matcher(text).replaceAll("$1****");
        text = SECRET_KEY.matcher(text).replaceAll("****");
        text = JWT.matcher(text).replaceAll("****");
        text = SCHEME.matcher(text).replaceAll("$1 ****");
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }
}
