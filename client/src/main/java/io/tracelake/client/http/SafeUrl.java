package io.tracelake.client.http;

import java.net.URI;
import java.util.regex.Pattern;

/** A URL as it may be printed: no user name, no password, no query value whose name sounds like a secret. */
final class SafeUrl {
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)([?&][^=&]*(?:key|secret|token|passw|auth|sign|cred|session_?token)[^=&]*=)[^&]*");

    private SafeUrl() {}

    static String of(URI uri) {
        String text = uri.toString();
        if (uri.getRawUserInfo() != null) {
            text = text.replace(uri.getRawUserInfo() + "@", "");
        }
        return SECRET_PARAMETER.matcher(text).replaceAll("$1****");
    }
}
