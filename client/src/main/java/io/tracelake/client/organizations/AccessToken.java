package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import java.util.regex.Pattern;

/** What a token may be made of; the service takes anything else for a corrupt one. */
final class AccessToken {
    static final String CHARACTERS = "letters, digits, dots, hyphens and underscores";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]+");

    private AccessToken() {}

    static boolean wellFormed(Secret token) {
        return FORM.matcher(token.reveal()).matches();
    }
}
