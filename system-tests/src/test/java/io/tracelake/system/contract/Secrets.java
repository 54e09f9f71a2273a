package io.tracelake.system.contract;

import io.tracelake.client.Secret;
import java.util.regex.Pattern;

/** What secrets look like here, so that none of them has to be remembered: those of the service, and those of tests. */
final class Secrets {
    /** Part of every secret that a test makes up. */
    private static final String MARK = "lighthouse";

    /** Application keys, secret keys, users' own tokens, tokens of a log-in, and pairs encoded for HTTP Basic. */
    private static final Pattern FORM = Pattern.compile(MARK
            + "|ak-[0-9a-f]{32}"
            + "|sk-lf-[0-9a-f]{32}"
            + "|sandbox\\.[0-9a-f]{16}"
            + "|session\\.[0-9a-f]{48}"
            + "|cGstbGYt[A-Za-z0-9+/]{40}");

    private Secrets() {}

    static Secret made(String name) {
        return Secret.of(name + "." + MARK);
    }

    static boolean isIn(String text) {
        return FORM.matcher(text).find();
    }
}
