package io.tracelake.client.http;

import java.util.regex.Pattern;

/** Something a service said, as it may stand in one line of a log. */
final class Excerpt {
    static final int LENGTH = 200;

    /** What is searched for secrets, a search that costs more than in proportion to the text. */
    private static final int SEARCHED = 4_000;

    private static final String STRING_MEMBER =
            "(?i)(\"[^\"]{0,100}(?:secret|token|passw|api_?key|authorization)[^\"]{0,100}\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*+";
    private static final Pattern SECRET_MEMBER = Pattern.compile(STRING_MEMBER, Pattern.DOTALL);
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)\\b([\\w-]{0,64}(?:secret|token|passw|api[_-]?key)[\\w-]{0,64}=)[^\\s&;,]+");
    private static final Pattern SECRET_KEY = Pattern.compile("\\bsk-[A-Za-z0-9_-]+");
    private static final Pattern JWT = Pattern.compile("\\beyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(basic|bearer)\\s+[A-Za-z0-9._~+/=-]{6,}");
    private static final Pattern SECRET_INSIDE = Pattern.compile(
            "(?i)(?:secret|token|passw|api[_-]?key|authorization|credential)[\\w-]{0,64}\\\\?[\"']?\\s*[:=]");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

    private Excerpt() {}

    /** The start of a body in whatever form; not quoted if it seems to hold a secret of its own. */
    static String of(String body, Hidden hidden) {
        String said = hidden.in(body);
        if (SECRET_INSIDE.matcher(said).find()) {
            return "an answer that may hold a secret, not quoted";
        }
        return masked(said.stripLeading().startsWith("<") ? TAG.matcher(said).replaceAll(" ") : said);
    }

    /** A text with secrets and line breaks taken out, cut where it grows long. */
    static String line(String said, Hidden hidden) {
        return masked(hidden.in(said));
    }

    private static String masked(String said) {
        String text = said.substring(0, Math.min(SEARCHED, said.length()));
        text = SECRET_MEMBER.matcher(text).replaceAll("$1****");
        text = SECRET_PARAMETER.matcher(text).replaceAll("$1****");
        text = SECRET_KEY.matcher(text).replaceAll("****");
        text = JWT.matcher(text).replaceAll("****");
        text = SCHEME.matcher(text).replaceAll("$1 ****");
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }
}
